package io.github.tcib.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tcib.model.ImageName;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every verb comes out as the reference writes it, in the reference's order. */
class VerbsTest {

    @TempDir
    Path directory;

    @Test
    void writesEveryVerbInOrder() throws Exception {
        Path host = Files.writeString(directory.resolve("hosts"), "127.0.0.1 localhost\n");
        LayoutFixture layout = new LayoutFixture(directory).file("base/base.yaml", """
                        tcib_user: nova
                        tcib_cmd: kolla_start
                        tcib_entrypoint: dumb-init --single-child -- 'a b'
                        tcib_stopsignal: SIGTERM
                        tcib_healthcheck: CMD /bin/true
                        tcib_actions:
                        - run: dnf install -y x
                        - run: [/bin/bash, -c, echo "hi"]
                        - env: A=b C=d
                        - EXPOSE: 80
                        - entrypoint: [a]
                        tcib_runs:
                        - mkdir /x
                        - [mkdir, /y]
                        tcib_shell: /bin/bash -e -c
                        tcib_copies:
                        - /etc/hosts /opt/hosts
                        tcib_exposes: [80, 443/tcp]
                        tcib_adds: ['--chown=1:1 a.tar.gz /a']
                        tcib_workdir: /home/caf\u00e9
                        tcib_volumes: [/data, '/with space']
                        tcib_onbuilds: [RUN ls]
                        tcib_envs: {Z: 1, A: "caf\u00e9 \\"x\\"", T: true, F: 1.5}
                        tcib_labels: {b: x, a: false}
                        tcib_args: {V: '1'}
                        tcib_gather_files: ['%s']
                        """.formatted(host));

        assertThat(layout.containerfile("base")).isEqualTo("""
                        FROM centos:stream9
                        ARG V="1"
                        LABEL a=false
                        LABEL b="x"
                        ENV A="caf\u00e9 \\"x\\""
                        ENV F=1.5
                        ENV T=true
                        ENV Z=1
                        USER root
                        ONBUILD RUN ls
                        VOLUME ["/data", "/with space"]
                        WORKDIR "/home/caf\u00e9"
                        ADD --chown=1:1 a.tar.gz /a
                        EXPOSE 80
                        EXPOSE 443/tcp
                        COPY /etc/hosts /opt/hosts
                        SHELL ["/bin/bash", "-e", "-c"]
                        RUN mkdir /x
                        RUN ["mkdir", "/y"]
                        RUN dnf install -y x
                        RUN ["/bin/bash", "-c", "echo \\"hi\\""]
                        ENV A=b C=d
                        EXPOSE 80
                        ENTRYPOINT ["a"]
                        HEALTHCHECK CMD /bin/true
                        STOPSIGNAL SIGTERM
                        ENTRYPOINT ["dumb-init", "--single-child", "--", "a b"]
                        CMD ["kolla_start"]
                        USER nova
                        """);
        assertThat(layout.read().graph().images().get(0).contextFiles())
                .singleElement()
                .satisfies(file -> {
                    assertThat(file.source()).isEqualTo(host);
                    assertThat("/" + file.target()).isEqualTo(host.toString());
                });
    }

    @Test
    void writesAListWhereTheReferenceTakesOnlyText() throws LayoutException {
        LayoutFixture layout = new LayoutFixture(directory)
                .file("base/base.yaml", "tcib_cmd: [sh, -c, 'a b']\ntcib_entrypoint: [x]\ntcib_shell: [/bin/sh, -c]\n");

        assertThat(layout.containerfile("base"))
                .contains("SHELL [\"/bin/sh\", \"-c\"]\nENTRYPOINT [\"x\"]\nCMD [\"sh\", \"-c\", \"a b\"]\n");
    }

    @Test
    void copiesFromABuilderImage() throws LayoutException {
        LayoutFixture layout = new LayoutFixture(directory)
                .file("base/base.yaml", "tcib_builder: golang:1\ntcib_builder_copies: {/src/bin: /usr/bin}\n");

        assertThat(layout.containerfile("base")).isEqualTo("""
                        FROM golang:1 as builder
                        FROM centos:stream9
                        USER root
                        COPY --from=builder /src/bin /usr/bin
                        """);
    }

    @Test
    void writesNumbersAsTheReferenceDoes() throws LayoutException {
        LayoutFixture layout = new LayoutFixture(directory)
                .file(
                        "base/base.yaml",
                        "tcib_envs: {A: 1.50, B: 1.0e+20, C: 0x1F, D: 1:30, E: 1e3, F: -0.0, G: 0o7, H: 010}\n");

        assertThat(layout.containerfile("base"))
                .contains(
                        "ENV A=1.5\nENV B=1e+20\nENV C=31\nENV D=90\nENV E=\"1e3\"\nENV F=-0.0\nENV G=\"0o7\"\nENV H=8\n");
    }

    @Test
    void takesAnEmptyValueForNoValue() throws LayoutException {
        LayoutFixture layout = new LayoutFixture(directory)
                .file("base/base.yaml", "tcib_user:\ntcib_cmd: ''\ntcib_actions: []\ntcib_envs: {}\ntcib_x: 1\n");

        assertThat(layout.containerfile("base")).isEqualTo("FROM centos:stream9\nUSER root\n");
    }

    @Test
    void keepsLinesThatContinue() throws LayoutException {
        LayoutFixture layout =
                new LayoutFixture(directory).file("base/base.yaml", "tcib_runs:\n- |-\n  a && \\\n    b\n");

        assertThat(layout.containerfile("base")).contains("RUN a && \\\n  b\n");
    }

    @Test
    void warnsOfAKeyThatIsNearlyAVerb() throws LayoutException {
        LayoutFixture layout = new LayoutFixture(directory)
                .file("base/base.yaml", "tcib_action: []\ntcib_anything: 1\ntcib_packages: {}\n");

        assertThat(layout.read().warnings())
                .singleElement()
                .hasToString("tcib/base/base.yaml:1:1: 'tcib_action' is no verb and is taken for a variable;"
                        + " did you mean 'tcib_actions'?");
    }

    @Test
    void takesFilesBesideTheYamlIntoTheContext() throws Exception {
        LayoutFixture layout = new LayoutFixture(directory)
                .file("base/base.yaml", "tcib_copies: [a.conf /etc/a.conf]\n")
                .file("base/a.conf", "x")
                .file("base/files/deep/b.conf", "y")
                .file("base/a.conf~", "z")
                .file("base/api/api.yaml", "tcib_user: a\n")
                .file("base/api/c.conf", "c")
                .file("base/group/web/web.yaml", "tcib_user: a\n");
        Files.createSymbolicLink(layout.layout.resolve("base/link.conf"), Path.of("files/deep/b.conf"));

        assertThat(layout.read().graph().image(new ImageName("base")).contextFiles())
                .extracting(file -> file.target())
                .containsExactly("a.conf", "files/deep/b.conf", "link.conf");
    }

    @Test
    void gathersFilesOfTheProjectByAPattern() throws Exception {
        LayoutFixture layout = new LayoutFixture(directory)
                .file(
                        "base/base.yaml",
                        "tcib_gather_files: \"{{ lookup('fileglob', tcib_dir ~ '/*.sh', wantlist=True) }}\"\n");
        layout.extras.put("tcib_dir", directory.resolve("scripts").toString());
        layout.write(directory.resolve("scripts/b.sh"), new byte[0]);
        layout.write(directory.resolve("scripts/a.sh"), new byte[0]);
        layout.write(directory.resolve("scripts/c.txt"), new byte[0]);

        assertThat(layout.read().graph().images().get(0).contextFiles())
                .extracting(file -> file.source().getFileName().toString())
                .containsExactly("a.sh", "b.sh");
    }

    @Test
    void listsNoFilesOutsideOfTheProject() throws Exception {
        LayoutFixture layout = new LayoutFixture(directory.resolve("project"))
                .file("base/base.yaml", "tcib_gather_files: \"{{ query('fileglob', tcib_dir ~ '/*') }}\"\n");
        layout.extras.put("tcib_dir", directory.resolve("empty").toString());
        assertThat(layout.read().graph().images().get(0).contextFiles()).isEmpty();

        layout.extras.put("tcib_dir", directory.resolve("other").toString());
        layout.write(directory.resolve("other/secret"), new byte[0]);
        assertThat(layout.problems()).singleElement().asString().contains("is outside of the project");
    }
}
