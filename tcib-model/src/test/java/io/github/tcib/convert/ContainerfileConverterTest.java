package io.github.tcib.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tcib.model.ContextFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes a variable, what stays an action, and that the meaning stays. */
class ContainerfileConverterTest {

    @TempDir
    Path directory;

    private ConversionFixture files;

    @BeforeEach
    void prepare() {
        files = new ConversionFixture(directory);
    }

    @Test
    void makesAVariableOfEveryVerbInTheOrderOfALayout() throws Exception {
        files.file(
                "api/Containerfile",
                "FROM centos:stream9",
                "ARG VERSION=1",
                "LABEL maintainer=\"The team\"",
                "ENV LANG=\"C.UTF-8\" PORT=8774",
                "USER root",
                "ONBUILD RUN true",
                "VOLUME [\"/data\", \"/log\"]",
                "WORKDIR \"/srv\"",
                "ADD a.tar /opt/",
                "EXPOSE 8774",
                "COPY a.tar /tmp/",
                "SHELL [\"/bin/bash\", \"-c\"]",
                "RUN true",
                "HEALTHCHECK CMD curl localhost",
                "STOPSIGNAL SIGTERM",
                "ENTRYPOINT [\"dumb-init\", \"--\"]",
                "CMD [\"api\", \"--name\", \"the api\"]",
                "USER api");
        Files.writeString(directory.resolve("containers/api/a.tar"), "");

        assertThat(files.yaml("api")).isEqualTo("""
                        tcib_args:
                          VERSION: 1
                        tcib_labels:
                          maintainer: The team
                        tcib_envs:
                          LANG: C.UTF-8
                          PORT: 8774
                        tcib_onbuilds:
                        - RUN true
                        tcib_volumes:
                        - /data
                        - /log
                        tcib_workdir: /srv
                        tcib_adds:
                        - a.tar /opt/
                        tcib_exposes:
                        - '8774'
                        tcib_copies:
                        - a.tar /tmp/
                        tcib_shell: /bin/bash -c
                        tcib_actions:
                        - run: 'true'
                        tcib_healthcheck: CMD curl localhost
                        tcib_stopsignal: SIGTERM
                        tcib_entrypoint: dumb-init --
                        tcib_cmd:
                        - api
                        - --name
                        - the api
                        tcib_user: api
                        """.replace("- --name", "- '--name'"));
        assertThat(files.notes()).isEmpty();
        assertThat(files.generated("api"))
                .containsExactly(
                        "FROM centos:stream9",
                        "ARG VERSION=1",
                        "LABEL maintainer=\"The team\"",
                        "ENV LANG=\"C.UTF-8\"",
                        "ENV PORT=8774",
                        "USER root",
                        "ONBUILD RUN true",
                        "VOLUME [\"/data\", \"/log\"]",
                        "WORKDIR \"/srv\"",
                        "ADD a.tar /opt/",
                        "EXPOSE 8774",
                        "COPY a.tar /tmp/",
                        "SHELL [\"/bin/bash\", \"-c\"]",
                        "RUN true",
                        "HEALTHCHECK CMD curl localhost",
                        "STOPSIGNAL SIGTERM",
                        "ENTRYPOINT [\"dumb-init\", \"--\"]",
                        "CMD [\"api\", \"--name\", \"the api\"]",
                        "USER api");
    }

    @Test
    void liftsPackagesAndModulesOutOfInstallCommands() throws Exception {
        files.file(
                "db/Containerfile",
                "FROM centos:stream9",
                "USER root",
                "RUN dnf module enable -y mariadb:10.5 && \\",
                "    dnf -y --setopt=tsflags=nodocs install \\",
                "        mariadb-server \\",
                "        galera \\",
                "        rsync && \\",
                "    dnf clean all",
                "RUN microdnf install -y jq && microdnf install -y mariadb-server galera rsync");

        assertThat(files.yaml("db")).isEqualTo("""
                        tcib_packages:
                          common:
                          - mariadb-server
                          - galera
                          - rsync
                          extra:
                          - jq
                        tcib_rhel_modules:
                          mariadb: '10.5'
                        tcib_actions:
                        - run: >-
                            dnf module enable -y mariadb:{{ tcib_rhel_modules['mariadb'] }} &&
                            dnf -y --setopt=tsflags=nodocs install {{ tcib_packages.common | join(' ') }} &&
                            dnf clean all
                        - run: >-
                            microdnf install -y {{ tcib_packages.extra | join(' ') }} &&
                            microdnf install -y {{ tcib_packages.common | join(' ') }}
                        """);
        assertThat(files.generated("db"))
                .endsWith(
                        "RUN dnf module enable -y mariadb:10.5 && dnf -y --setopt=tsflags=nodocs install"
                                + " mariadb-server galera rsync && dnf clean all",
                        "RUN microdnf install -y jq && microdnf install -y mariadb-server galera rsync");
    }

    @Test
    void leavesPackagesThatAreNoPlainNamesInTheActionAndSaysSo() throws Exception {
        files.file("a/Containerfile", "FROM centos:stream9", "USER root", "RUN dnf install -y $PACKAGES vim");

        assertThat(files.yaml("a")).isEqualTo("tcib_actions:\n- run: dnf install -y $PACKAGES vim\n");
        assertThat(files.notes())
                .containsExactly("containers/a/Containerfile:3:1: packages that do not stand in one row of plain names"
                        + " stay in the action");
    }

    @Test
    void keepsCommentsWithWhatTheyStandBefore() throws Exception {
        files.file(
                "a/Containerfile",
                "# The base of everything.",
                "FROM centos:stream9",
                "# language",
                "ENV LANG=C",
                "USER root",
                "# first",
                "RUN one && \\",
                "    # then: two",
                "    two",
                "# the end");

        assertThat(files.yaml("a")).isEqualTo("""
                        # The base of everything.
                        tcib_envs:
                          # language
                          LANG: C
                        tcib_actions:
                        # first
                        # then: two
                        - run: one && two
                        # the end
                        """);
    }

    @Test
    void keepsHereDocumentsAsTheyAre() throws Exception {
        files.file(
                "a/Containerfile",
                "FROM centos:stream9",
                "USER root",
                "COPY <<EOF /etc/motd",
                "  Hello: # {{ you }}",
                "EOF",
                "RUN <<-'END'",
                "\tset -e",
                "",
                "\techo ${#LIST}",
                "\tEND");

        assertThat(files.generated("a"))
                .containsExactly(
                        "FROM centos:stream9",
                        "USER root",
                        "COPY <<EOF /etc/motd",
                        "  Hello: # {{ you }}",
                        "EOF",
                        "RUN <<-'END'",
                        "\tset -e",
                        "",
                        "\techo ${#LIST}",
                        "\tEND");
    }

    @Test
    void quotesWhatATemplateWouldTakeForAnExpression() throws Exception {
        files.file(
                "a/Containerfile",
                "FROM centos:stream9",
                "LABEL format=\"{{.Name}} {% x %}\"",
                "USER root",
                "RUN rpm -qa --qf '%{NAME}' && echo ${#x} {{{% # }}",
                "CMD [\"{{cmd}}\"]");

        assertThat(files.generated("a"))
                .containsExactly(
                        "FROM centos:stream9",
                        "LABEL format=\"{{.Name}} {% x %}\"",
                        "USER root",
                        "RUN rpm -qa --qf '%{NAME}' && echo ${#x} {{{% # }}",
                        "CMD [\"{{cmd}}\"]");
    }

    @Test
    void keepsInOrderWhatMayNotMove() throws Exception {
        files.file(
                "a/Containerfile",
                "FROM centos:stream9",
                "USER root",
                "ENV A=1",
                "ENV B=$A",
                "RUN first",
                "ENV C=3",
                "COPY x /x",
                "WORKDIR /x",
                "RUN second",
                "LABEL late=yes",
                "EXPOSE 80",
                "CMD run me",
                "VOLUME /x",
                "USER app");

        assertThat(files.generated("a"))
                .containsExactly(
                        "FROM centos:stream9",
                        "LABEL late=\"yes\"",
                        "ENV A=1",
                        "USER root",
                        "EXPOSE 80",
                        "ENV B=$A",
                        "RUN first",
                        "ENV C=3",
                        "COPY x /x",
                        "WORKDIR /x",
                        "RUN second",
                        "CMD run me",
                        "VOLUME /x",
                        "USER app");
        assertThat(files.notes())
                .containsExactly(
                        "containers/a/Containerfile:4:1: ENV stays an action",
                        "containers/a/Containerfile:6:1: ENV stays an action",
                        "containers/a/Containerfile:7:1: COPY stays an action",
                        "containers/a/Containerfile:8:1: WORKDIR stays an action",
                        "containers/a/Containerfile:12:1: CMD stays an action",
                        "containers/a/Containerfile:13:1: VOLUME stays an action");
    }

    @Test
    void keepsTheValuesThatDoubleQuotesWouldChange() throws Exception {
        files.file(
                "a/Containerfile",
                "FROM centos:stream9",
                "ENV PRICE='5 $'",
                "ENV PATH=/opt/bin:$PATH",
                "ENV QUOTED=a\\ b\"c d\"",
                "ENV OLD some words here",
                "USER root");

        assertThat(files.generated("a"))
                .containsExactly(
                        "FROM centos:stream9",
                        "ENV OLD=\"some words here\"",
                        "ENV PATH=\"/opt/bin:$PATH\"",
                        "ENV QUOTED=\"a bc d\"",
                        "USER root",
                        "ENV PRICE='5 $'");
    }

    @Test
    void recognisesParentsByFromAndPutsChildrenBelowThem() throws Exception {
        files.naming = new io.github.tcib.model.ImageNaming("quay.example", "other", "mine", "t1");
        files.file("x/base/Containerfile", "FROM ubi9:9.4", "USER root", "RUN base");
        files.file("y/os/Dockerfile", "FROM localhost/ns/openstack-base:t2", "USER root", "RUN os");
        files.file("Dockerfile.nova", "FROM mine-os", "USER root", "RUN nova");
        files.file("glance.Containerfile", "FROM os:latest AS x", "USER root", "RUN glance");
        files.file("redis/Containerfile", "FROM docker.io/library/redis:7", "USER root", "RUN redis");
        files.file("pinned/Containerfile", "FROM localhost/base@sha256:12", "USER root", "RUN pinned");

        assertThat(files.convert().images())
                .extracting(ConvertedImage::path)
                .containsExactlyInAnyOrder("base", "base/os", "base/os/nova", "base/os/glance", "redis", "pinned");
        assertThat(files.yaml("base")).startsWith("tcib_from: ubi9:9.4\n");
        assertThat(files.yaml("os")).doesNotContain("tcib_from");
        assertThat(files.notes())
                .containsExactly(
                        "containers/glance.Containerfile:1:1: os:latest is taken for the image 'os', which will"
                                + " be built as quay.example/other/mine-os:t1; to keep the reference generate with"
                                + " -Dtcib.registry= -Dtcib.namespace= -Dtcib.prefix= -Dtcib.tag=latest");
        assertThat(files.generated("nova")).startsWith("FROM quay.example/other/mine-os:t1");
    }

    @Test
    void givesStepsTheUserTheParentEndsWith() throws Exception {
        files.file("base/Containerfile", "FROM centos:stream9", "USER root", "RUN useradd app", "USER app");
        files.file("tool/Containerfile", "FROM base", "RUN touch ~/x");
        files.file("plain/Containerfile", "FROM base", "CMD [\"x\"]");
        files.file("own/Containerfile", "FROM base", "USER root", "RUN x");

        assertThat(files.generated("tool")).endsWith("USER root", "USER app", "RUN touch ~/x", "USER app");
        assertThat(files.generated("plain")).endsWith("USER root", "CMD [\"x\"]", "USER app");
        assertThat(files.generated("own")).endsWith("USER root", "RUN x");
    }

    @Test
    void saysThatStepsRunAsRootWhenTheUserOfTheBaseIsNotKnown() throws Exception {
        files.file("a/Containerfile", "FROM ubi9:9.4", "RUN x");

        assertThat(files.notes())
                .containsExactly("containers/a/Containerfile:1:1: the file names no user, and a layout begins as root;"
                        + " if the base image has another user, begin tcib_actions with '- user:' and set tcib_user");
    }

    @Test
    void resolvesArgumentsBeforeFrom() throws Exception {
        files.file(
                "a/Containerfile",
                "ARG VERSION=9.4",
                "FROM ubi9:${VERSION}",
                "ARG VERSION",
                "ENV V=$VERSION",
                "USER root");

        assertThat(files.generated("a"))
                .containsExactly("FROM ubi9:9.4", "ARG VERSION=\"9.4\"", "ENV V=\"$VERSION\"", "USER root");
    }

    @Test
    void makesABuilderOfAStageWithNothingButFrom() throws Exception {
        files.file(
                "a/Containerfile",
                "FROM quay.io/tools:1 AS tools",
                "FROM centos:stream9",
                "USER root",
                "COPY --from=tools /bin/tool /bin/",
                "RUN tool");

        assertThat(files.generated("a"))
                .containsExactly(
                        "FROM quay.io/tools:1 as builder",
                        "FROM centos:stream9",
                        "USER root",
                        "COPY --from=builder /bin/tool /bin/",
                        "RUN tool");
    }

    @Test
    void keepsSeveralStagesAsActionsWithAWarning() throws Exception {
        files.file(
                "a/Containerfile",
                "FROM golang:1.23 AS build",
                "LABEL stage=one",
                "RUN go build",
                "FROM ubi9:9.4 AS last",
                "LABEL stage=two",
                "COPY --from=build /out /bin/",
                "CMD [\"/bin/out\"]",
                "USER app");

        assertThat(files.generated("a"))
                .containsExactly(
                        "FROM golang:1.23",
                        "USER root",
                        "LABEL stage=one",
                        "RUN go build",
                        "FROM ubi9:9.4 AS last",
                        "LABEL stage=two",
                        "COPY --from=0 /out /bin/",
                        "CMD [\"/bin/out\"]",
                        "USER app");
        assertThat(files.warnings())
                .containsExactly("containers/a/Containerfile:1:1: the stages stay actions: the layout's tree knows the"
                        + " base of the first one only; better make the stages images of their own");
    }

    @Test
    void dropsWhatALaterInstructionReplaces() throws Exception {
        files.file("a/Containerfile", "FROM centos:stream9", "CMD [\"one\"]", "USER root", "CMD [\"two\"]");

        assertThat(files.generated("a")).endsWith("CMD [\"two\"]").doesNotContain("CMD [\"one\"]");
        assertThat(files.notes())
                .containsExactly("containers/a/Containerfile:2:1: CMD is left out: a later one takes its place");
    }

    @Test
    void keepsAnEmptyEntrypointThatResetsTheParents() throws Exception {
        files.file("a/Containerfile", "FROM centos:stream9", "USER root", "ENTRYPOINT []");

        assertThat(files.generated("a")).endsWith("ENTRYPOINT []");
    }

    @Test
    void takesTheFilesOfCopyAndAddAlong() throws Exception {
        files.file(
                "base/Containerfile",
                "FROM centos:stream9",
                "USER root",
                "COPY conf/ /etc/",
                "COPY *.sh vars.yaml /opt/");
        files.file("base/conf/a.conf", "a");
        files.file("base/start.sh", "#!/bin/sh");
        files.file("base/vars.yaml", "a: b");
        files.file("base/unused.txt", "");
        Files.setPosixFilePermissions(
                files.source.resolve("base/start.sh"),
                java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));

        Conversion conversion = files.convert();

        assertThat(conversion.images().get(0).contextFiles())
                .extracting(ContextFile::target)
                .containsExactly("conf/a.conf", "start.sh");
        assertThat(files.warnings())
                .containsExactly("containers/base/Containerfile:4:1: not taken along, since YAML in a layout is"
                        + " variables: vars.yaml; give the files another ending, also in the instruction");
        files.write(false);
        assertThat(files.target.resolve("base/start.sh")).isExecutable().hasContent("#!/bin/sh");
    }

    @Test
    void givesAnImageWithoutStepsAVariable() throws Exception {
        files.file("a/Containerfile", "FROM centos:stream9", "USER root");

        assertThat(files.yaml("a")).isEqualTo("tcib_actions: []\n");
        assertThat(files.generated("a")).containsExactly("FROM centos:stream9", "USER root");
    }

    @Test
    void convertsASingleFile() throws Exception {
        files.file("deep/er/Containerfile", "FROM centos:stream9", "USER root");
        ConversionSettings settings = new ConversionSettings(
                files.source.resolve("deep/er/Containerfile"), files.target, directory, "centos:stream9", files.naming);

        assertThat(new ContainerfileConverter(settings).read().images())
                .extracting(ConvertedImage::path)
                .containsExactly("er");
    }
}
