"""How every address of the API answers methods and formats that are not its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from liandong.core.kernel.errors import Text
from liandong.domains.crowding import Crowded, room
from liandong.web.api.service import crowded, nothing_there, problem

View = Callable[..., HttpResponse]
READ = ("GET", "HEAD")
_READ_ONLY = Text(
    "这个接口只读，请用 GET 或 HEAD。改数据请在网页上办理。",
    "This API is read-only: use GET or HEAD. Changes are made on the pages.",
)
_JSON_ONLY = Text(
    "只提供 JSON。请把 Accept 设为 application/json，或不设。",
    "Only JSON is offered. Set Accept to application/json, or leave it out.",
)


def polite(view: View, methods: Sequence[str] = READ) -> View:
    """HEAD is answered as GET, without the body; other methods and formats are refused in JSON.

    Exempt from the CSRF check: no session writes anything here, and whoever writes brings a key.
    """

    @csrf_exempt
    @wraps(view)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method not in methods:
            allowed = ", ".join(methods)
            said = Text(f"这里请用 {allowed}。", f"Use {allowed} here.")
            code, text = ("read_only", _READ_ONLY) if methods == READ else ("bad_method", said)
            refused = problem(request, 405, code, text)
            refused["Allow"] = allowed
            return refused
        if not request.accepts("application/json"):
            return problem(request, 406, "json_only", _JSON_ONLY)
        asked, bare = request.method, request.method == "HEAD"
        request.method = "GET" if bare else asked
        try:
            with room() if asked == "POST" else nullcontext():
                answer = view(request, *args, **kwargs)
        except Crowded as error:
            answer = crowded(request, error)
        except Http404:
            answer = nothing_there(request)
        finally:
            request.method = asked
        return _without_body(answer) if bare else answer

    return answered


def _without_body(answer: HttpResponse) -> HttpResponse:
    answer["Content-Length"] = str(len(answer.content))
    answer.content = b""
    return answer
