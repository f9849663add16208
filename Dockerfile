# One image for every process of the Procfile; the command chooses which. Build: docker build -t prongsai .
FROM python:3.11-slim-bookworm AS packages
WORKDIR /app
COPY requirements.txt ./
RUN python -m venv .venv \
    && .venv/bin/pip install --no-cache-dir --require-hashes --disable-pip-version-check -r requirements.txt

FROM python:3.11-slim-bookworm
# PostgreSQL, Redis and TLS are services of their own; nothing else is needed from the distribution.
# A volume takes the owner and mode that its folder has here. The complaint side's lie outside /data: below it the general
# side's own volume would get them too.
RUN useradd --system --uid 10001 --home-dir /app prongsai \
    && install -d -o prongsai -m 0700 /data /complaints/stores /complaints/keys
WORKDIR /app
COPY --from=packages /app/.venv .venv
COPY bot bot
COPY dialogs dialogs
COPY handlers handlers
COPY storage storage
COPY LICENSE README.md ./
RUN .venv/bin/python -m compileall -q bot dialogs handlers storage
USER prongsai
ENV PATH=/app/.venv/bin:$PATH DATA_DIR=/data PYTHAINLP_OFFLINE=1 PYTHAINLP_READ_ONLY=1
VOLUME /data
CMD ["python", "-m", "bot", "doctor"]
