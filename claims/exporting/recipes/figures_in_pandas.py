"""The verified figures as a table of pandas."""

import io
import os
import urllib.request

import pandas


def main() -> None:
    """Read the CSV; its last line, #end, says that it is whole and isn't a figure."""
    address = f"{os.environ['ADDRESS']}/api/v1/projects/{os.environ['PROJECT']}/verified-figures.csv"
    request = urllib.request.Request(address, headers={"Authorization": f"Bearer {os.environ['TOKEN']}"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        table = pandas.read_csv(io.BytesIO(answer.read()), dtype={"id": str, "value_low": str})
    assert table.iloc[-1]["id"] == "#end", "The export was cut off."
    figures = table.iloc[:-1]
    print(figures[["quote", "value_low", "modifier", "counted"]].to_string(index=False))


if __name__ == "__main__":
    main()
