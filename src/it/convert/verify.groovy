def log = new File(basedir, 'build.log').text
def containerfile = ['containers', 'base', 'Containerfile'].join(File.separator)
assert log.contains('Converted 2 Containerfiles to')
assert log.contains('(3 files written)')
assert log.contains('(0 files written)')
assert log.contains(containerfile + ':11:1: COPY stays an action')
assert new File(basedir, 'src/main/tcib/base/base.yaml').text == '''\
# What every image is built on.
tcib_labels:
  maintainer: The team
tcib_envs:
  LANG: C.UTF-8
tcib_packages:
  common:
  - bash
  - sudo
tcib_actions:
# for the operators
- run: dnf -y install {{ tcib_packages.common | join(' ') }} && dnf clean all
- copy: motd /etc/motd
tcib_entrypoint: dumb-init --
'''
assert new File(basedir, 'src/main/tcib/base/motd').text == 'Welcome.\n'
assert new File(basedir, 'target/tcib/context/base/Containerfile').readLines().drop(1) == [
    'FROM centos:stream9',
    'LABEL maintainer="The team"',
    'ENV LANG="C.UTF-8"',
    'USER root',
    'RUN dnf -y install bash sudo && dnf clean all',
    'COPY motd /etc/motd',
    'ENTRYPOINT ["dumb-init", "--"]',
]
assert new File(basedir, 'target/tcib/context/base/api/Containerfile').readLines().drop(1) == [
    'FROM localhost/tcib/openstack-base:latest',
    'USER root',
    'RUN <<EOF',
    'set -e',
    "nova-manage --format '{{ json }}'",
    'EOF',
    'CMD ["nova-api"]',
    'USER nova',
]

assert log.contains('base.yaml: is there already with other content; set tcib.convert.overwrite to replace it')
assert log.contains(['broken', 'a', 'Containerfile'].join(File.separator) + ":2:1: 'RNU' is not an instruction; did you mean 'RUN'?")
assert log.contains(['broken', 'a', 'Containerfile'].join(File.separator) + ":3:1: 'INCLUDE' is not an instruction")
assert !log.contains('\tat io.github.tcib')
