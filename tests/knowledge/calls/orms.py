"""SQLAlchemy, SQLModel, Django, peewee, Tortoise."""

import peewee
import sqlalchemy as sa
from django.contrib.auth.models import User
from django.core.cache import cache, caches
from django.core.mail import send_mail
from django.db import connection, models, transaction
from django.shortcuts import aget_object_or_404, get_object_or_404
from sqlalchemy import create_engine, select, text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Session, scoped_session, sessionmaker
from sqlmodel import Session as ModelSession
from tortoise.models import Model as TortoiseModel

engine = create_engine("sqlite://")
make_session = sessionmaker(bind=engine)
registry = scoped_session(make_session)
async_engine = create_async_engine("sqlite+aiosqlite://")
make_async_session = async_sessionmaker(async_engine, expire_on_commit=False)


class Base(DeclarativeBase):
    pass


def get_session() -> Session:
    return make_session()


async def sessions(given: Session, item):
    given.add(item)
    given.commit()  # expect: blocking-database
    given.refresh(item)  # expect: blocking-database
    given.execute(select(item)).scalars().all()  # expect: blocking-database
    given.query(item).filter_by(id=1).first()  # expect: blocking-database
    given.get(item, 1)  # expect: blocking-database
    get_session().scalars(select(item))  # expect: blocking-database
    registry.flush()  # expect: blocking-database
    with make_session() as session:
        session.scalar(select(item))  # expect: blocking-database
        session.merge(item)  # expect: blocking-database
    with make_session.begin() as session:  # expect: blocking-database
        session.delete(item)
    with Session(engine) as session:
        for row in session.query(item).limit(3):  # expect: blocking-database
            print(row)


async def engines():
    Base.metadata.create_all(engine)  # expect: blocking-database
    sa.MetaData().reflect(engine)  # expect: blocking-database
    with engine.connect() as connection:  # expect: blocking-database
        connection.execute(text("SELECT 1"))  # expect: blocking-database
        connection.commit()  # expect: blocking-database
    with engine.begin() as connection:  # expect: blocking-database
        connection.exec_driver_sql("SELECT 1")  # expect: blocking-database


async def model_session(session: ModelSession, statement):
    session.exec(statement).first()  # expect: blocking-database
    session.commit()  # expect: blocking-database


async def asynchronous(given: AsyncSession, item):
    given.add(item)
    await given.commit()
    result = await given.execute(select(item))
    result.scalars().all()
    given.refresh(item)  # expect: missing-await
    async with make_async_session() as session:
        session.flush()  # expect: missing-await
        await session.scalars(select(item))
    async with async_engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
        connection.execute(text("SELECT 1"))  # expect: missing-await


class Article(models.Model):
    title = models.CharField(max_length=80)


class PublishedManager(models.Manager):
    pass


class Page(models.Model):
    published = PublishedManager()


async def django_view(request, number):
    article = Article.objects.get(pk=number)  # expect: blocking-database
    article.save()  # expect: blocking-database
    Article.objects.create(title="a").delete()  # expect: blocking-database | blocking-database
    Article.objects.filter(title="a").update(title="b")  # expect: blocking-database
    first = Article.objects.filter(title="a").order_by("title").first()  # expect: blocking-database
    if first:
        first.refresh_from_db()  # expect: blocking-database
    for other in Article.objects.all():  # expect: blocking-database
        other.save(update_fields=["title"])  # expect: blocking-database
    made, created = Article.objects.get_or_create(title="c")  # expect: blocking-database
    made.save()  # expect: blocking-database
    Page.published.count()  # expect: blocking-database
    get_object_or_404(Article, pk=number).save()  # expect: blocking-database | blocking-database
    Article(title="new").save()  # expect: blocking-database
    return list(Article.objects.values_list("title"))  # expect: blocking-database


async def django_rest(number):
    cache.set("key", number, 60)  # expect: blocking-database
    caches["default"].get("key")  # expect: blocking-database
    send_mail("subject", "text", None, ["a@example.org"])  # expect: blocking-network
    with transaction.atomic():  # expect: blocking-database
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")  # expect: blocking-database


async def asynchronous_django(number):
    article = await Article.objects.aget(pk=number)
    await article.asave()
    article.adelete()  # expect: missing-await
    Article.objects.acreate(title="a")  # expect: missing-await
    await aget_object_or_404(Article, pk=number)
    await cache.aget("key")
    cache.aset("key", number)  # expect: missing-await
    async for other in Article.objects.filter(title="a"):
        print(other.title)
    found = await Article.objects.filter(title="a").afirst()
    return found


db = peewee.SqliteDatabase("people.db")


class Person(peewee.Model):
    name = peewee.CharField()

    class Meta:
        database = db


async def with_peewee(name):
    person = Person.get_or_none(Person.name == name)  # expect: blocking-database
    Person.create(name=name).save()  # expect: blocking-database | blocking-database
    db.connect()  # expect: blocking-database
    db.create_tables([Person])  # expect: blocking-database
    with db.atomic():  # expect: blocking-database
        Person.delete().where(Person.name == name).execute()  # expect: blocking-database
    for other in Person.select().where(Person.name == name):  # expect: blocking-database
        print(other.name)
    return person


class Member(TortoiseModel):
    pass


async def with_tortoise(number):
    user = await Member.get(id=number)
    await user.save()
    await Member.filter(id=number).first()
    Member.create(name="a")  # expect: missing-await
    user.delete()  # expect: missing-await
    async for other in Member.all():
        await other.fetch_related("groups")


async def django_users(name):
    user = User.objects.create_user(name)  # expect: blocking-database
    user.save()  # expect: blocking-database
    await User.objects.acreate_user(name)
