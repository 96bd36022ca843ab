"""Clients of well-known services."""

import feedparser
import gitlab
import hvac
import praw
import sendgrid
import stripe
import tweepy
import zeep
from geopy.geocoders import Nominatim
from github import Auth, Github
from minio import Minio
from slack_sdk import WebClient
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook import WebhookClient
from stripe import Customer, StripeClient
from twilio.rest import Client as Twilio
from yt_dlp import YoutubeDL

stripe.api_key = "sk"
slack = WebClient(token="xoxb")
hub = Github(auth=Auth.Token("t"))


async def payments(amount):
    customer = Customer.create(email="a@example.org")  # expect: blocking-http
    intent = stripe.PaymentIntent.create(amount=amount, currency="eur")  # expect: blocking-http
    stripe.Refund.create(payment_intent=intent.id)  # expect: blocking-http
    intent.confirm()  # expect: blocking-http
    for invoice in stripe.Invoice.list(customer=customer.id).auto_paging_iter():  # expect: blocking-http | blocking-http
        print(invoice)
    checkout = stripe.checkout.Session.create(mode="payment")  # expect: blocking-http
    StripeClient("sk").customers.retrieve("cus")  # expect: blocking-http
    stripe.Webhook.construct_event(b"", "sig", "whsec")
    await stripe.Customer.create_async(email="a@example.org")
    await intent.capture_async()
    return checkout


class Notifier:
    def __init__(self, token):
        self.slack = WebClient(token=token)
        self.async_slack = AsyncWebClient(token=token)
        self.hook = WebhookClient("https://hooks.example.org")

    async def notify(self, text):
        self.slack.chat_postMessage(channel="#ops", text=text)  # expect: blocking-http
        slack.users_list()  # expect: blocking-http
        self.hook.send(text=text)  # expect: blocking-http
        await self.async_slack.chat_postMessage(channel="#ops", text=text)
        self.async_slack.users_list()  # expect: missing-await


async def repositories(name):
    repo = hub.get_repo(name)  # expect: blocking-http
    repo.create_issue(title="Broken")  # expect: blocking-http
    for issue in repo.get_issues(state="open"):  # expect: blocking-http
        issue.create_comment("Seen")  # expect: blocking-http
    hub.get_user().login
    pull = repo.get_pull(1)  # expect: blocking-http
    return pull.merge()  # expect: blocking-http


async def gitlab_projects(number):
    lab = gitlab.Gitlab("https://gitlab.example.org", private_token="t")
    project = lab.projects.get(number)  # expect: blocking-http
    project.issues.create({"title": "Broken"})  # expect: blocking-http
    lab.auth()  # expect: blocking-http
    return lab.projects.list(get_all=True)  # expect: blocking-http


async def messages(text):
    twilio = Twilio("sid", "token")
    twilio.messages.create(to="+49", from_="+49", body=text)  # expect: blocking-http
    twilio.messages("SM1").fetch()  # expect: blocking-http
    mail = sendgrid.SendGridAPIClient("key")
    mail.send(text)  # expect: blocking-http
    tweepy.Client("token").create_tweet(text=text)  # expect: blocking-http


async def secrets(path):
    vault = hvac.Client(url="https://vault.example.org")
    vault.read(path)  # expect: blocking-http
    return vault.secrets.kv.v2.read_secret_version(path=path)  # expect: blocking-http


async def objects(path):
    store = Minio("play.example.org")
    store.fput_object("bucket", "name", path)  # expect: blocking-http
    for item in store.list_objects("bucket"):  # expect: blocking-http
        print(item)
    return store.get_object("bucket", "name")  # expect: blocking-http


async def web(url):
    feedparser.parse(url)  # expect: blocking-http
    Nominatim(user_agent="x").geocode("Berlin")  # expect: blocking-http
    with YoutubeDL({"quiet": True}) as loader:
        loader.extract_info(url, download=False)  # expect: blocking-http
    reddit = praw.Reddit("bot")
    reddit.post("/api/comment", data={})  # expect: blocking-http
    soap = zeep.Client(wsdl=url)  # expect: blocking-http
    return soap.service.Add(1, 2)  # expect: blocking-http
