"""The coroutine is taken for its result, in every kind of expression."""

import json
import logging
from typing import Any

logger = logging.getLogger("shop")


class PaymentError(Exception):
    pass


async def get_user(user_id: int) -> dict[str, Any]:
    return {"id": user_id, "name": "Ada", "tags": []}


async def get_name(user_id: int) -> str:
    return "Ada"


async def get_balance(user_id: int) -> int:
    return 7


async def get_tags(user_id: int) -> list[str]:
    return ["admin"]


async def get_pair(user_id: int) -> tuple[str, int]:
    return "Ada", 7


async def is_admin(user_id: int) -> bool:
    return True


async def find_problem(user_id: int) -> Exception:
    return PaymentError("declined")


def render(template: str, context: dict[str, Any]) -> str:
    return template.format(**context)


async def access(uid: int) -> None:
    name = get_user(uid)["name"]  # expect: missing-await get_user
    upper = get_name(uid).upper()  # expect: missing-await get_name
    tags = get_tags(uid)[1:]  # expect: missing-await get_tags
    count = get_tags(uid).__len__  # expect: missing-await
    logger.debug("%s %s %s %s", name, upper, tags, count)


async def arithmetic(uid: int) -> float:
    doubled = get_balance(uid) * 2  # expect: missing-await
    debt = -get_balance(uid)  # expect: missing-await
    squared = get_balance(uid) ** 2  # expect: missing-await
    total = 100 - get_balance(uid)  # expect: missing-await
    total += get_balance(uid)  # expect: missing-await
    return doubled + debt + squared + total


async def conditions(uid: int, names: list[str]) -> str:
    if is_admin(uid):  # expect: missing-await
        return "admin"
    if not is_admin(uid):  # expect: missing-await
        return "user"
    elif is_admin(uid + 1) and names:  # expect: missing-await
        return "next"
    while get_balance(uid) > 3:  # expect: missing-await
        uid += await get_balance(uid)
    assert is_admin(uid), "not an admin"  # expect: missing-await
    if get_user(uid) is None:  # expect: missing-await
        return "nobody"
    if get_name(uid) == "root":  # expect: missing-await
        return "root"
    if "admin" in get_tags(uid):  # expect: missing-await
        return "tagged"
    if get_name(uid) in names:  # expect: missing-await
        return "listed"
    role = "boss" if is_admin(uid) else "staff"  # expect: missing-await
    known = bool(names) or is_admin(uid)  # expect: missing-await
    if known:
        return role
    if (user := get_user(uid)) and user["name"]:  # expect: missing-await
        return "walrus"
    match get_name(uid):  # expect: missing-await
        case "Ada":
            return "countess"
        case _:
            return "other"


async def texts(uid: int) -> list[str]:
    return [
        f"user {get_name(uid)}",  # expect: missing-await
        "%s is here" % get_name(uid),  # expect: missing-await
        "%s has %d" % (await get_name(uid), get_balance(uid)),  # expect: missing-await
        "{} / {user}".format(uid, user=get_name(uid)),  # expect: missing-await
        "name: " + get_name(uid),  # expect: missing-await
        ", ".join(get_tags(uid)),  # expect: missing-await
        str(get_balance(uid)),  # expect: missing-await
    ]


async def iteration(uid: int) -> dict[str, Any]:
    for tag in get_tags(uid):  # expect: missing-await
        logger.info(tag)
    lengths = [len(tag) for tag in get_tags(uid)]  # expect: missing-await
    name, balance = get_pair(uid)  # expect: missing-await
    everything = [*get_tags(uid), name]  # expect: missing-await
    merged = {**get_user(uid), "balance": balance}  # expect: missing-await
    first, *_ = await get_tags(uid)
    logger.info(first, *get_tags(uid))  # expect: missing-await
    return merged | {"lengths": lengths, "all": everything}


async def arguments(uid: int) -> str:
    print("balance:", get_balance(uid))  # expect: missing-await
    logger.info("user %s", get_user(uid))  # expect: missing-await
    payload = json.dumps(get_user(uid))  # expect: missing-await
    amount = int(get_balance(uid))  # expect: missing-await
    size = len(get_tags(uid))  # expect: missing-await
    ordered = sorted(get_tags(uid), key=str.lower)  # expect: missing-await
    unique = set(get_tags(uid))  # expect: missing-await
    html = render("{name}", get_user(uid))  # expect: missing-await
    total = sum(get_balance(one) for one in range(uid))  # expect: missing-await
    trusted = all(is_admin(one) for one in range(uid))  # expect: missing-await
    anybody = any([is_admin(one) for one in range(uid)])  # expect: missing-await
    return render(template=get_name(uid), context={"p": payload, "a": amount, "s": size, "o": ordered, "u": unique, "h": html, "t": total, "x": trusted, "y": anybody})  # expect: missing-await


async def admins(ids: list[int]) -> list[int]:
    return [uid for uid in ids if is_admin(uid)]  # expect: missing-await


async def charge(uid: int) -> None:
    if await get_balance(uid) < 0:
        raise find_problem(uid)  # expect: missing-await


async def grades_of(groups: dict[str, list[int]], rows: list[list[int]]) -> list[int]:
    total = sum(get_balance(uid) for uids in groups.values() for uid in uids)  # expect: missing-await
    best = max(get_balance(1), 0)  # expect: missing-await
    return [total, best, *(len(get_name(uid)) for row in rows for uid in row)]  # expect: missing-await
