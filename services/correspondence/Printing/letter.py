# Reads HTML, writes a tagged PDF. Nothing is fetched: what the page needs stands in it.
import sys

from weasyprint import HTML, default_url_fetcher


def fetch(url, *args, **kwargs):
    if not url.startswith("data:"):
        raise ValueError("nothing is fetched")
    return default_url_fetcher(url, *args, **kwargs)


page = HTML(string=sys.stdin.buffer.read().decode("utf-8"), base_url=None, url_fetcher=fetch)
sys.stdout.buffer.write(page.write_pdf(variant="pdf/ua-1"))
