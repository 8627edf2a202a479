"""Reads the source: the codes of the refusals that what runs for an operation can come to.

Whatever code names is taken for called, so that a little more is found than can happen. Methods are found by
their name in the class of the view and those that it inherits from.
"""

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
# A module; a name in it; where that is a class, a name in the class.
Place = tuple[str, ...]
# What is raised with a code, and the code that it has without. 404 and 412 follow from the declaration.
RAISED = {
    "Conflict": "conflict",
    "Forbidden": "forbidden",
    "Invalid": "invalid",
    "ValidationError": "invalid",
}
# Codes that are written as an expression.
EXPRESSIONS = {"UNKNOWN": "columns", "error.code": "address_refused"}
# These make operations, and say nothing of what one of them does.
DECLARING = {("claims.api.operations", "operation"), ("claims.api.base", "tells_current")}


def reachable_codes(start: Place) -> set[str]:
    """The codes of the refusals that the function or the view's method at `start` can come to."""
    seen, waiting, codes = set(DECLARING), [start], set()
    while waiting:
        place = waiting.pop()
        if place not in seen and place in _definitions():
            seen.add(place)
            named, raised = _read(place, start[:2])
            waiting += named
            codes |= raised
    return codes


@functools.cache
def _read(place: Place, view: Place) -> tuple[frozenset[Place], frozenset[str]]:
    """What the code at `place` names, and the codes of what it raises itself."""
    node, named, codes = _definitions()[place], set(), set()
    for part in _inner(node):
        match part:
            case ast.Call(func=ast.Name(id=name)) if name in RAISED | _own_codes():
                said = [ast.unparse(word.value).strip("'") for word in part.keywords if word.arg == "code"]
                codes |= {EXPRESSIONS.get(code, code) for code in said} or {(RAISED | _own_codes())[name]}
            case ast.Raise(exc=ast.Name(id=name)) if name in _own_codes():
                codes.add(_own_codes()[name])
            case ast.Name(id=name):
                named.add(_found(place[0], name))
            case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name):
                named |= {(*one, name) for one in _line(view)}
            case ast.Attribute(value=ast.Name(id=owner), attr=name):
                named.add(_found(".".join(_found(place[0], owner)), name))
    return frozenset(named), frozenset(codes)


def _inner(node: ast.AST) -> Iterator[ast.AST]:
    """All that is inside of a definition; of a view nothing, since each of its methods is read by itself."""
    if isinstance(node, ast.ClassDef) and any(ast.unparse(base).endswith("APIView") for base in node.bases):
        return
    for part in node.body if isinstance(node, ast.FunctionDef) else [node]:
        yield from ast.walk(part)


def _line(place: Place) -> Iterator[Place]:
    """A class and those that it inherits from."""
    yield place
    node = _definitions().get(place)
    for base in node.bases if isinstance(node, ast.ClassDef) else []:
        yield from _line(_found(place[0], ast.unparse(base)))


def _found(module: str, name: str) -> Place:
    """Where what `module` calls `name` is defined, or the module that it is, however it is imported."""
    place: Place = (module, name)
    while place not in _definitions() and place in _imports():
        place = _imports()[place]
    return place


@functools.cache
def _modules() -> dict[str, ast.Module]:
    files = (ROOT / "claims").rglob("*.py")
    return {_name(file): ast.parse(file.read_text(encoding="utf-8")) for file in files}


def _name(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@functools.cache
def _definitions() -> dict[Place, ast.AST]:
    """Functions, classes and constants of modules, and methods and constants of their classes."""
    found: dict[Place, ast.AST] = {}
    for module, tree in _modules().items():
        for node in tree.body:
            for name in _names(node):
                found[module, name] = node
            for inner in node.body if isinstance(node, ast.ClassDef) else []:
                found |= {(module, node.name, name): inner for name in _names(inner)}
    return found


def _names(node: ast.AST) -> list[str]:
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.Assign(targets=targets):
            return [target.id for target in targets if isinstance(target, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name)):
            return [name]
    return []


@functools.cache
def _imports() -> dict[Place, Place]:
    return {
        (module, one.asname or one.name): (node.module, one.name)
        for module, tree in _modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
        for one in node.names
    }


@functools.cache
def _own_codes() -> dict[str, str]:
    """The codes of the refusals that have one of their own, by the names of their classes."""
    found = {}
    for place, node in _definitions().items():
        match node:
            case ast.Assign(value=ast.Constant(value=str(code))) if place[2:] == ("code",):
                found[place[1]] = code
    return {name: code for name, code in found.items() if name not in {"Missing", "Stale"}}
