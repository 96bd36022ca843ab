"""Containers, clusters, browsers and search engines: HTTP behind an API."""

import docker
import meilisearch
from docker.models.containers import Container
from elasticsearch import AsyncElasticsearch, Elasticsearch, helpers
from elasticsearch.helpers import async_bulk, bulk
from kubernetes import client, config, watch
from kubernetes.client import AppsV1Api
from opensearchpy import AsyncOpenSearch, OpenSearch
from playwright.async_api import async_playwright
from playwright.sync_api import Page, sync_playwright
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

engine = docker.from_env()
cluster = client.CoreV1Api()
search = Elasticsearch("http://localhost:9200")


async def containers(image):
    container = engine.containers.run(image, detach=True)  # expect: blocking-http
    container.logs()  # expect: blocking-http
    container.stop(timeout=3)  # expect: blocking-http
    engine.images.pull(image)  # expect: blocking-http
    for other in engine.containers.list(all=True):  # expect: blocking-http
        other.remove(force=True)  # expect: blocking-http
    docker.DockerClient(base_url="unix:///d.sock").ping()  # expect: blocking-http


async def one_container(container: Container):
    return container.exec_run("ls")  # expect: blocking-http


async def pods(namespace, apps: AppsV1Api):
    config.load_kube_config()  # expect: blocking-file
    cluster.list_namespaced_pod(namespace)  # expect: blocking-http
    apps.create_namespaced_deployment(namespace, body={})  # expect: blocking-http
    client.BatchV1Api().delete_namespaced_job("j", namespace)  # expect: blocking-http
    watcher = watch.Watch()
    for event in watcher.stream(cluster.list_namespaced_pod, namespace):  # expect: blocking-http
        print(event)


class Scraper:
    def __init__(self):
        self.driver = webdriver.Chrome()

    async def scrape(self, url):
        self.driver.get(url)  # expect: blocking-http
        button = self.driver.find_element(By.ID, "go")  # expect: blocking-http
        button.click()  # expect: blocking-http
        WebDriverWait(self.driver, 10).until(lambda d: d.title)  # expect: blocking-wait
        for link in self.driver.find_elements(By.TAG_NAME, "a"):  # expect: blocking-http
            link.get_attribute("href")  # expect: blocking-http
        self.driver.quit()  # expect: blocking-http


async def firefox():
    return webdriver.Firefox()  # expect: blocking-subprocess


async def browser(url):
    with sync_playwright() as playwright:  # expect: blocking-subprocess
        chromium = playwright.chromium.launch()  # expect: blocking-subprocess
        page = chromium.new_page()  # expect: blocking-network
        page.goto(url)  # expect: blocking-network
        page.locator("button").click()  # expect: blocking-network
        page.get_by_role("link").inner_text()  # expect: blocking-network
        chromium.close()  # expect: blocking-network


async def typed_page(page: Page):
    page.keyboard.press("Enter")  # expect: blocking-network
    page.screenshot(path="page.png")  # expect: blocking-network


async def asynchronous_browser(url):
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch()
        page = await chromium.new_page()
        await page.goto(url)
        await page.locator("button").click()
        page.fill("#name", "x")  # expect: missing-await
        page.get_by_text("Next").click()  # expect: missing-await
        await chromium.close()


async def documents(query):
    search.search(index="docs", query=query)  # expect: blocking-http
    search.index(index="docs", document={})  # expect: blocking-http
    search.indices.create(index="docs")  # expect: blocking-http
    search.options(request_timeout=3).get(index="docs", id="1")  # expect: blocking-http
    bulk(search, [])  # expect: blocking-http
    for hit in helpers.scan(search, query=query):  # expect: blocking-http
        print(hit)
    OpenSearch(hosts=[]).search(index="docs")  # expect: blocking-http
    meilisearch.Client("http://localhost:7700").index("docs").search(query)  # expect: blocking-http


async def asynchronous_documents(query):
    async with AsyncElasticsearch("http://localhost:9200") as own:
        await own.search(index="docs", query=query)
        await own.indices.create(index="docs")
        await async_bulk(own, [])
        own.index(index="docs", document={})  # expect: missing-await
        own.indices.delete(index="docs")  # expect: missing-await
    await AsyncOpenSearch(hosts=[]).search(index="docs")
