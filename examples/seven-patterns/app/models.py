from dataclasses import dataclass, field
from datetime import datetime, timezone


@dataclass(frozen=True)
class Product:
    name: str
    url: str
    limit: float


@dataclass(frozen=True)
class Price:
    product: Product
    amount: float
    seen_at: datetime = field(default_factory=lambda: datetime.now(timezone.utc))

    @property
    def is_bargain(self) -> bool:
        return self.amount <= self.product.limit
