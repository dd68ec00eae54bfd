package io.github.tcib.build.jib;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Containerfiles without RUN for both engines. {@code BASE} stands for the base image, {@code scratch} for none. */
final class DifferentialCases {

    private static final long SEED = 20261122;
    private static final int RANDOM_CASES = 30;

    private DifferentialCases() {}

    /**
     * @param name of the case
     * @param text its Containerfile
     */
    record Case(String name, String text) {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        placing(cases);
        archives(cases);
        configuring(cases);
        expanding(cases);
        inheriting(cases);
        random(cases);
        return cases;
    }

    private static void add(List<Case> cases, String group, String base, String... texts) {
        for (String text : texts) {
            cases.add(new Case(group + "-" + cases.size(), "FROM " + base + "\n" + text + "\n"));
        }
    }

    private static void placing(List<Case> cases) {
        add(
                cases,
                "copy",
                "scratch",
                "COPY one.txt /one.txt",
                "COPY one.txt /new/",
                "COPY one.txt /new",
                "COPY one.txt two.txt /both/",
                "COPY one.txt two.txt /both",
                "COPY *.txt /texts/",
                "COPY d*/a /as/",
                "COPY [o-t]*.txt /range/",
                "COPY *.txt /text",
                "COPY dir /d",
                "COPY dir/ /d/",
                "COPY dir dir2 /merged/",
                "COPY dir/sub dir/b.txt /mixed/",
                "COPY . /all/",
                "COPY .hidden /h/",
                "COPY [\"name with blank\", \"/b/\"]",
                "COPY [[]odd] /odd/",
                "COPY link.txt /l/",
                "COPY link.txt /renamed",
                "COPY absolute.txt /l/",
                "COPY linkdir /ld",
                "COPY linkdir/b.txt /ld/",
                "COPY hard /hl",
                "COPY hard/x hard/y /hl/",
                "COPY special /sp",
                "COPY --chmod=4750 run.sh /bin/run",
                "COPY --chmod=0700 dir /d",
                "COPY --chown=12:34 one.txt /owned/deep/",
                "COPY --chown=12 dir /owned",
                "COPY --chown=0:77 one.txt /one",
                "COPY hollow /hollow",
                "COPY hollow/inside /nothing",
                "WORKDIR /work\nCOPY one.txt .",
                "WORKDIR /work\nCOPY one.txt sub/",
                "WORKDIR work/../rel\nWORKDIR more\nCOPY one.txt ./",
                "WORKDIR /w\nCOPY one.txt ../up.txt",
                "COPY one.txt /a/b/c\nCOPY two.txt /a/b/c",
                "COPY dir /d\nCOPY dir2 /d",
                "COPY dir2 /d\nCOPY dir /d",
                "COPY one.txt /x\nCOPY one.txt /x/y",
                "COPY dir /x\nCOPY one.txt /x",
                "COPY one.txt /x\nCOPY dir /x",
                "COPY missing /x",
                "COPY missing*.txt /x/",
                "COPY missing*.txt one.txt /x/",
                "COPY ../outside /x",
                "COPY /one.txt /x",
                "COPY https://localhost/x /x",
                "COPY --unknown=1 one.txt /x",
                "COPY --chown=nobody one.txt /x",
                "COPY --chmod=abc one.txt /x",
                "COPY one.txt");
        add(
                cases,
                "onbase",
                "BASE",
                "COPY one.txt /etc/new.conf",
                "COPY one.txt /opt/link/inside",
                "COPY one.txt /opt/link/",
                "COPY one.txt /opt/link",
                "COPY one.txt /opt/filelink",
                "COPY dir /opt/link",
                "COPY one.txt /opt/dangling",
                "COPY one.txt /var/private/x",
                "COPY etc /etc",
                "COPY dir2 /opt/tree",
                "COPY one.txt /opt/tree",
                "COPY dir /etc/passwd",
                "COPY --chown=keystone one.txt /k/",
                "COPY --chown=keystone:nova one.txt /k/",
                "COPY --chown=42425:nova dir /k/",
                "COPY --chown=:nova one.txt /k/",
                "COPY --chown=keystone:7 one.txt /k/",
                "COPY --chown=ghost one.txt /k/",
                "COPY --chown=keystone:ghost one.txt /k/",
                "USER keystone\nWORKDIR /home/new/place",
                "USER ghost\nWORKDIR /home/new/place",
                "USER 55\nWORKDIR /home/new/place",
                "USER 55:66\nWORKDIR rel",
                "COPY one.txt one",
                "COPY one.txt .",
                "COPY one.txt /base/work",
                "WORKDIR /opt/link/below",
                "COPY etc/motd /opt/tree/a/now/deeper",
                "COPY two.txt /hard/one",
                "COPY dir2/sub /opt/tree/sub\nCOPY dir /opt/tree");
    }

    private static void archives(List<Case> cases) {
        add(
                cases,
                "add",
                "scratch",
                "ADD plain.tar /",
                "ADD a.tar.gz /x/",
                "ADD a.tar.xz /x",
                "ADD a.tar.bz2 /x",
                "ADD a.tar.zst /x",
                "ADD notar.gz /x/",
                "ADD notar.gz /x",
                "ADD hollow.tar /x",
                "ADD fake.tar /x/",
                "ADD one.txt a.tar.gz /x/",
                "ADD rooted.tar /x",
                "ADD dangling.tar /x/",
                "ADD rooted.tar /",
                "ADD --chown=5:6 a.tar.gz /x/",
                "ADD --chmod=0700 a.tar.gz /x/",
                "ADD dir /d",
                "ADD --chown=7 dir /d",
                "COPY a.tar.gz /x/",
                "ADD . /all/",
                "ADD a.tar.gz /x\nADD a.tar.xz /x",
                "COPY one.txt /x\nADD a.tar.gz /x",
                "ADD *.tar.gz /x/");
        add(
                cases,
                "addonbase",
                "BASE",
                "ADD a.tar.gz /opt/link",
                "ADD rooted.tar /opt/tree",
                "ADD rooted.tar /",
                "ADD plain.tar /");
    }

    private static void configuring(List<Case> cases) {
        add(
                cases,
                "config",
                "BASE",
                "ENV A=1 B=\"two words\" C='single $A' D=a\\ b",
                "ENV OLD new value with  blanks",
                "ENV PATH=/x:$PATH",
                "ENV BASE_VAR=changed AFTER=1",
                "LABEL a=b \"c d\"=\"e f\" g=",
                "LABEL multi=\"line \\\n  two\"",
                "LABEL base.label=new",
                "USER nova:nova",
                "USER 1000",
                "EXPOSE 80 443/tcp 9000/udp",
                "EXPOSE 8000-8010",
                "EXPOSE 53/tcp 53/udp",
                "EXPOSE 53/tcp\nEXPOSE 53/udp",
                "VOLUME /v1\nVOLUME /v1/below /v2",
                "VOLUME /v1 /v2\nLABEL a=b",
                "VOLUME /v1 /v2/",
                "VOLUME [\"/v3\", \"/v 4\"]",
                "STOPSIGNAL SIGKILL",
                "STOPSIGNAL 9",
                "STOPSIGNAL SIGNONSENSE",
                "ENTRYPOINT [\"/bin/entry\", \"-x\"]",
                "ENTRYPOINT /bin/entry -x",
                "ENTRYPOINT []",
                "CMD [\"a\", \"b\"]",
                "CMD a b",
                "CMD []",
                "CMD [\"a\"]\nENTRYPOINT [\"e\"]",
                "ENTRYPOINT [\"e\"]\nCMD [\"a\"]",
                "SHELL [\"/bin/bash\", \"-c\"]\nCMD echo hi",
                "SHELL /bin/bash -c",
                "HEALTHCHECK --interval=30s --timeout=1m30s --start-period=1.5s --retries=3 CMD curl -f http://localhost/",
                "HEALTHCHECK CMD [\"curl\", \"-f\"]",
                "HEALTHCHECK NONE",
                "HEALTHCHECK --interval=nonsense CMD x",
                "HEALTHCHECK TRY x",
                "MAINTAINER Some One <one@example.org>",
                "ONBUILD COPY one.txt /triggered\nONBUILD ENV T=1",
                "ONBUILD FROM x",
                "WORKDIR /somewhere/else",
                "WORKDIR relative",
                "CMD [ -f x ] && y",
                "LABEL nothing");
    }

    private static void expanding(List<Case> cases) {
        add(
                cases,
                "expand",
                "BASE",
                "ARG a=1\nLABEL x=$a y=${a} z=${a:-2} u=${none:-fallback} v=${a:+set} w=${none:+set}",
                "ARG a\nLABEL x=[$a]",
                "ARG a=1\nENV a=2\nLABEL x=$a",
                "ENV a=1\nARG a=2\nLABEL x=$a",
                "ENV a=1 b=$a\nENV a=2 b=$a\nLABEL b=$b",
                "ARG d=/data\nCOPY one.txt $d/\nWORKDIR ${d}/w\nVOLUME ${d}\nUSER ${none:-keystone}",
                "ARG who=keystone\nCOPY --chown=$who one.txt /k/",
                "ARG ports=\"80 81\"\nEXPOSE $ports",
                "ARG s=TERM\nSTOPSIGNAL SIG$s",
                "LABEL a='$HOME' b=\"\\$HOME\" c=\\$HOME d=\"a\\\"b\" e=\"$BASE_VAR\"",
                "LABEL path=$PATH",
                "LABEL t=$TARGETARCH\nARG TARGETARCH\nLABEL u=$TARGETARCH",
                "ENV x=${BASE_VAR:-${none:-deep}} y=${none:-${BASE_VAR}}",
                "ENV x=${BASE_VAR",
                "ENV x=${BASE_VAR?no}",
                "ENV x=$1$ y=$",
                "ARG a=1 b=2\nLABEL c=$a$b",
                "CMD [\"$BASE_VAR\"]\nENTRYPOINT $BASE_VAR");
        add(
                cases,
                "expandscratch",
                "scratch",
                "LABEL path=$PATH",
                "ENV PATH=/only",
                "LABEL only=labels",
                "COPY one.txt $HOME/x");
    }

    private static void inheriting(List<Case> cases) {
        add(cases, "triggers", "TRIGGERS", "COPY two.txt /after", "LABEL x=y", "WORKDIR /w\nONBUILD LABEL again=1");
        add(cases, "plainbase", "PLAIN", "CMD [\"x\"]", "ENTRYPOINT [\"x\"]", "COPY one.txt /etc/one");
    }

    /** Random sequences of placements and settings; the same ones in every run. */
    private static void random(List<Case> cases) {
        Random random = new Random(SEED);
        String[] sources = {
            "one.txt",
            "two.txt",
            "dir",
            "dir2",
            "dir/sub",
            "link.txt",
            "linkdir",
            "hard",
            "special",
            "a.tar.gz",
            "plain.tar",
            "rooted.tar",
            "etc",
            "hollow",
            "dir/b.txt run.sh",
            "dir2/sub",
            "dir/up"
        };
        String[] targets = {
            "/",
            "/a/",
            "/a/b",
            "/a/b/",
            "/opt/link",
            "/opt/link/",
            "/opt/tree",
            "/opt/tree/sub",
            "/etc",
            "rel",
            "rel/",
            ".",
            "/base/work",
            "/top",
            "/top/file",
            "/var/private/"
        };
        String[] flags = {
            "", "", "", "--chown=keystone ", "--chown=11:22 ", "--chmod=0750 ", "--chown=nova:keystone --chmod=604 "
        };
        for (int i = 0; i < RANDOM_CASES; i++) {
            StringBuilder text = new StringBuilder();
            int steps = 1 + random.nextInt(5);
            for (int step = 0; step < steps; step++) {
                switch (random.nextInt(6)) {
                    case 0 ->
                        text.append("WORKDIR ")
                                .append(pick(random, "/w", "sub", "/opt/link/w", "/a/b"))
                                .append('\n');
                    case 1 ->
                        text.append("USER ")
                                .append(pick(random, "keystone", "0", "31:32", "ghost"))
                                .append('\n');
                    default ->
                        text.append(random.nextInt(3) == 0 ? "ADD " : "COPY ")
                                .append(pick(random, flags))
                                .append(pick(random, sources))
                                .append(' ')
                                .append(pick(random, targets))
                                .append('\n');
                }
            }
            add(
                    cases,
                    "random",
                    random.nextInt(4) == 0 ? "scratch" : "BASE",
                    text.toString().strip());
        }
    }

    private static String pick(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
