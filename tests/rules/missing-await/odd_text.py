"""Texts that break careless edits: tabs, continuation lines, semicolons, non-ASCII names."""
import asyncio

async def größe(schlüssel):
	await asyncio.sleep(0)
	return {"größe": len(schlüssel), "ключ": schlüssel}

async def schreibe(*werte, **optionen):
	return werte, optionen

async def report(schlüssel):
	titel = "größe: 📏"; größe(schlüssel)  # expect: missing-await größe
	länge = (größe(schlüssel))["größe"]  # expect: missing-await
	total = 1 + \
		größe("é" * 3)["größe"]  # expect: missing-await
	schreibe(  # expect: missing-await
		titel,  # the headline
		länge,
		ende="\n",
	)
	if total: schreibe(total)  # expect: missing-await
	text = f'''{titel}: {größe("ключ")["größe"]!r:>10}'''  # expect: missing-await
	return (
		größe(text)  # expect: missing-await
		["größe"]
	)

class Messung:
	async def wert(self): return 3

	async def plus(self, other):
		return self.wert() + await other.wert()  # expect: missing-await
