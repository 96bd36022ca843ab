"""Drivers that follow the DB-API."""

import MySQLdb
import oracledb
import psycopg
import psycopg2
import psycopg2.pool
import pymysql
import pyodbc

SQL = "UPDATE jobs SET state = 'done' WHERE id = %s"


async def postgres(job_id):
    connection = psycopg2.connect("dbname=jobs")  # expect: blocking-database psycopg2
    cursor = connection.cursor()
    cursor.execute(SQL, (job_id,))  # expect: blocking-database
    connection.commit()  # expect: blocking-database


async def postgres3(job_id: int) -> None:
    with psycopg.connect("dbname=jobs") as connection:  # expect: blocking-database
        connection.execute(SQL, (job_id,))  # expect: blocking-database


async def mysql(job_id):
    connection = pymysql.connect(host="db", user="jobs")  # expect: blocking-database
    with connection.cursor() as cursor:
        cursor.execute(SQL, (job_id,))  # expect: blocking-database


async def old_mysql():
    return MySQLdb.connect(host="db", user="jobs")  # expect: blocking-database


async def odbc(dsn: str):
    return pyodbc.connect(dsn)  # expect: blocking-database


async def odbc_cursor(cursor: pyodbc.Cursor, job_id):
    cursor.execute(SQL, job_id)  # expect: blocking-database


async def oracle():
    return oracledb.connect(user="jobs", dsn="db/jobs")  # expect: blocking-database


class Jobs:
    def __init__(self, connection: psycopg2.extensions.connection):
        self.connection = connection

    async def finish(self, job_id):
        with self.connection.cursor() as cursor:
            cursor.execute(SQL, (job_id,))  # expect: blocking-database
