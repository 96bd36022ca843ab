"""Texts that break careless edits: tabs, continuation lines, semicolons, non-ASCII names."""
import asyncio

async def größe(schlüssel):
	await asyncio.sleep(0)
	return {"größe": len(schlüssel), "ключ": schlüssel}

async def schreibe(*werte, **optionen):
	return werte, optionen

async def report(schlüssel):
	titel = "größe: 📏"; await größe(schlüssel)
	länge = (größe(schlüssel))["größe"]
	total = 1 + \
		größe("é" * 3)["größe"]
	await schreibe(
		titel,  # the headline
		länge,
		ende="\n",
	)
	if total: await schreibe(total)
	text = f'''{titel}: {größe("ключ")["größe"]!r:>10}'''
	return (
		größe(text)
		["größe"]
	)

class Messung:
	async def wert(self): return 3

	async def plus(self, other):
		return self.wert() + await other.wert()
