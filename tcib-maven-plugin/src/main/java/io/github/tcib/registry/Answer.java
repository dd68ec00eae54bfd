package io.github.tcib.registry;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Optional;

/** What a server answered; the body only when it is small. */
final class Answer {

    static final int OK = 200;
    static final int CREATED = 201;
    static final int ACCEPTED = 202;
    static final int UNAUTHORIZED = 401;
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int METHOD_NOT_ALLOWED = 405;
    static final int PROXY_LOGIN = 407;
    static final int REQUEST_TIMEOUT = 408;
    static final int TOO_LARGE = 413;
    static final int TOO_EARLY = 425;
    static final int TOO_MANY_REQUESTS = 429;
    static final int FIRST_REDIRECT = 300;
    static final int FIRST_FAULT = 400;
    static final int FIRST_SERVER_FAULT = 500;

    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;
    private final URI uri;

    Answer(int status, HttpHeaders headers, byte[] body, URI uri) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.uri = uri;
    }

    int status() {
        return status;
    }

    HttpHeaders headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    /** The address that was asked. */
    URI uri() {
        return uri;
    }

    boolean isSuccess() {
        return status >= OK && status < FIRST_REDIRECT;
    }

    boolean isRedirect() {
        return status > FIRST_REDIRECT
                && status < FIRST_FAULT
                && header("Location").isPresent();
    }

    boolean isTransient() {
        return status >= FIRST_SERVER_FAULT
                || status == TOO_MANY_REQUESTS
                || status == REQUEST_TIMEOUT
                || status == TOO_EARLY;
    }

    Optional<String> header(String name) {
        return headers.firstValue(name);
    }
}
