def log = new File(basedir, 'build.log').text
assert log.contains('Rendered 2 images to')
assert log.contains('(2 changed)')
assert log.contains('(0 changed)')
assert log.contains('(1 changed)')
assert new File(basedir, 'target/tcib/context/base/Containerfile').readLines().drop(1) == [
    'FROM centos:stream9',
    'ENV LANG="C.UTF-8"',
    'USER root',
    'RUN dnf install -y bash sudo',
]
assert new File(basedir, 'target/tcib/context/base/api/Containerfile').readLines().drop(1) == [
    'FROM localhost/tcib/openstack-base:latest',
    'USER root',
    'CMD ["api", "--port", "8775"]',
]
