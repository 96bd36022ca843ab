"""Clients of daemons that speak HTTP."""

# decision: docker, kubernetes and selenium are clients of an HTTP service, hence blocking-http.
import docker
from kubernetes import client as k8s
from selenium import webdriver

engine = docker.from_env()
core = k8s.CoreV1Api()


async def run_job(image: str):
    return engine.containers.run(image, detach=True)  # expect: blocking-http


async def pods(namespace):
    return core.list_namespaced_pod(namespace)  # expect: blocking-http


async def screenshot(driver: webdriver.Chrome, url: str):
    driver.get(url)  # expect: blocking-http
