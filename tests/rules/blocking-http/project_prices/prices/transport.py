import urllib.request


def read(url):
    with urllib.request.urlopen(url) as response:
        return response.read()
