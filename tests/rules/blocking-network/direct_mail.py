"""Mail and file transfer with the standard library."""

import ftplib
import imaplib
import poplib
import smtplib
from email.message import EmailMessage


async def notify(recipient: str, body: str) -> None:
    message = EmailMessage()
    message["To"] = recipient
    message.set_content(body)
    with smtplib.SMTP("mail.example.org") as smtp:  # expect: blocking-network
        smtp.starttls()  # expect: blocking-network
        smtp.login("robot", "secret")  # expect: blocking-network
        smtp.send_message(message)  # expect: blocking-network


async def secure(message):
    server = smtplib.SMTP_SSL("mail.example.org", 465)  # expect: blocking-network
    server.sendmail("a@example.org", ["b@example.org"], message)  # expect: blocking-network


async def list_remote(path):
    ftp = ftplib.FTP("ftp.example.org")  # expect: blocking-network
    ftp.login()  # expect: blocking-network
    return ftp.nlst(path)  # expect: blocking-network


async def unread():
    mailbox = imaplib.IMAP4_SSL("imap.example.org")  # expect: blocking-network
    mailbox.select("INBOX")  # expect: blocking-network
    return mailbox.search(None, "UNSEEN")  # expect: blocking-network


async def drain(box: poplib.POP3):
    count, _ = box.stat()  # expect: blocking-network
    return [box.retr(number + 1) for number in range(count)]  # expect: blocking-network
