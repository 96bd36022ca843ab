"""SQLAlchemy's synchronous engine and session."""

from sqlalchemy import create_engine, select, text
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker

engine = create_engine("postgresql://db/app")
SessionLocal = sessionmaker(bind=engine)


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


async def by_id(session: Session, user_id: int):
    return session.get(User, user_id)  # expect: blocking-database


async def save(session: Session, user: User):
    session.add(user)
    session.commit()  # expect: blocking-database


async def names(session: Session):
    return session.execute(select(User.name))  # expect: blocking-database


async def listing(session: Session):
    return session.scalars(select(User))  # expect: blocking-database


async def legacy(session: Session, name: str):
    query = session.query(User).filter(User.name == name)
    return query.first()  # expect: blocking-database


async def own_session(user_id):
    with Session(engine) as session:
        return session.get(User, user_id)  # expect: blocking-database


async def made_session(user: User):
    session = SessionLocal()
    session.add(user)
    session.flush()  # expect: blocking-database


async def raw(connection: Connection):
    connection.execute(text("VACUUM"))  # expect: blocking-database


async def with_engine(db: Engine):
    with db.connect() as connection:  # expect: blocking-database
        connection.execute(text("SELECT 1"))  # expect: blocking-database
