async def fetch_flags(environment):
    return {"dark": environment != "prod"}


def flags(environment):
    return fetch_flags(environment)
