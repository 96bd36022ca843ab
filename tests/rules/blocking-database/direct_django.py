"""Django's ORM and cache in asynchronous views."""

from django.core.cache import cache
from django.db import models
from django.http import JsonResponse
from django.shortcuts import get_object_or_404


class Article(models.Model):
    title = models.CharField(max_length=200)
    views = models.IntegerField(default=0)


async def detail(request, pk):
    article = Article.objects.get(pk=pk)  # expect: blocking-database
    article.views += 1
    article.save()  # expect: blocking-database
    return JsonResponse({"title": article.title})


async def create(request):
    article = Article.objects.create(title=request.POST["title"])  # expect: blocking-database
    return JsonResponse({"id": article.pk})


async def count(request):
    total = Article.objects.filter(views__gt=10).count()  # expect: blocking-database
    return JsonResponse({"total": total})


async def cached(request):
    value = cache.get("front-page")  # expect: blocking-database
    if value is None:
        value = {"items": []}
        cache.set("front-page", value, 60)  # expect: blocking-database
    return JsonResponse(value)


async def shortcut(request, pk):
    article = get_object_or_404(Article, pk=pk)  # expect: blocking-database
    return JsonResponse({"title": article.title})


async def listing(request):
    titles = []
    for article in Article.objects.order_by("-views"):  # expect: blocking-database
        titles.append(article.title)
    return JsonResponse({"titles": titles})
