"""Methods of what the inner clause of a comprehension takes out of the outer one."""


class Room:
    async def price(self) -> float:
        return 12.5

    async def is_free(self) -> bool:
        return True


class Hotel:
    def __init__(self, floors: dict[int, list[Room]]) -> None:
        self.floors = floors

    async def value(self) -> float:
        return sum(room.price() for rooms in self.floors.values() for room in rooms)  # expect: missing-await

    async def free(self) -> list[Room]:
        return [room for rooms in self.floors.values() for room in rooms if room.is_free()]  # expect: missing-await

    async def dearest(self, room: Room, other: Room) -> float:
        return max(room.price(), other.price())  # expect: missing-await | missing-await

    async def awaited(self) -> float:
        return sum([await room.price() for rooms in self.floors.values() for room in rooms])
