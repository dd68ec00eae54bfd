package io.github.tcib;

/** A Containerfile with something of everything, to be damaged. */
public final class ForeignContainerfile {

    /** Its text. */
    public static final String TEXT = """
            # syntax=docker/dockerfile:1
            ARG BASE=centos:stream9
            FROM ${BASE} AS build
            LABEL a="b c" d=e
            ENV LANG=en_US.UTF-8 X="${Y:-z}"
            RUN dnf -y install a b && \\
                dnf clean all
            COPY --chown=a:b --from=build ["a", "/b c"]
            RUN <<EOF cat
            text
            EOF
            HEALTHCHECK --interval=5s CMD curl http://a
            SHELL ["/bin/sh", "-c"]
            CMD ["run", "\\u0041"]
            """;

    private ForeignContainerfile() {}
}
