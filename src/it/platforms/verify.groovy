import groovy.json.JsonSlurper

def work = new File(scratch, 'platforms')
def host = new File(basedir, 'test.properties').readLines().find { it.startsWith('host=') }.substring('host='.length())
def skopeo = { List<String> arguments ->
    def running = new ProcessBuilder(['skopeo'] + arguments).start()
    def error = new StringBuffer()
    running.consumeProcessErrorStream(error)
    def output = running.inputStream.text
    assert running.waitFor() == 0: arguments + ': ' + error
    return new JsonSlurper().parseText(output)
}
def remote = { String image, String tag -> "docker://${host}/it/openstack-${image}:${tag}".toString() }
def config = { String architecture, String source ->
    skopeo(['--override-os', 'linux', '--override-arch', architecture, 'inspect', '--config', '--tls-verify=false', source])
}
// what a layer that begins with this path has in it, by the files of the registry
def fileIn = { String architecture, String source, String path ->
    def manifest = skopeo(['--override-os', 'linux', '--override-arch', architecture, 'inspect', '--tls-verify=false', source])
    manifest.Layers.collect { layer ->
        def hex = layer.substring('sha256:'.length())
        def blob = new File(work, "registry/docker/registry/v2/blobs/sha256/${hex.take(2)}/${hex}/data")
        def tar = new ProcessBuilder('tar', '--extract', '--gzip', '--to-stdout', '--file', blob.path, path).start()
        tar.consumeProcessErrorStream(new StringBuffer())
        tar.inputStream.text
    }.findAll().last()
}
try {
    // each engine's tree, and each on an index as its base
    def digests = [:]
    ['jib', 'buildah', 'jib-on-index', 'buildah-on-index'].each { tag ->
        ['base', 'api'].each { image ->
            def index = skopeo(['inspect', '--raw', '--tls-verify=false', remote(image, tag)])
            assert index.manifests*.platform == [[architecture: 'amd64', os: 'linux'], [architecture: 'arm64', os: 'linux']]
            assert index.mediaType == (tag.startsWith('jib')
                ? 'application/vnd.oci.image.index.v1+json'
                : 'application/vnd.docker.distribution.manifest.list.v2+json')
            [amd64: 'x86_64', arm64: 'aarch64'].each { architecture, machine ->
                def found = config(architecture, remote(image, tag))
                assert found.architecture == architecture
                assert found.config.Labels.machine == machine
                assert fileIn(architecture, remote(image, tag), 'etc/machine') == "made for ${architecture}\n"
                if (image == 'api') {
                    assert found.config.Cmd == ['serve', '--on', machine]
                    assert fileIn(architecture, remote(image, tag), 'etc/api.conf') == 'the same everywhere\n'
                }
            }
        }
    }
    assert new File(work, 'registry/docker/registry/v2/repositories/it/openstack-base/_manifests/tags').list().sort() ==
        ['amd64', 'buildah', 'buildah-on-index', 'jib', 'jib-on-index']: 'platforms have no tags of their own'

    // the layout and the archive have the same index as the registry
    def oci = new File(basedir, 'target/tcib/oci')
    ['amd64', 'arm64'].each { architecture ->
        assert config(architecture, "oci:${oci}:localhost/it/openstack-api:jib".toString()).architecture == architecture
        assert config(architecture, "oci-archive:${basedir}/target/tcib/images.oci-archive.tar:localhost/it/openstack-api:jib".toString()).architecture == architecture
    }
    def inLayout = new JsonSlurper().parse(new File(oci, 'index.json')).manifests.find {
        it.annotations['org.opencontainers.image.ref.name'] == 'localhost/it/openstack-api:jib'
    }
    assert skopeo(['--override-os', 'linux', '--override-arch', 'amd64', 'inspect', '--tls-verify=false', remote('api', 'jib')]).Digest == inLayout.digest

    def log = new File(basedir, 'build.log').text
    def runs = log.split(/--- tcib-maven-plugin:[^ ]+:build /).drop(1).toList()
    assert runs.size() == 13
    // again: nothing is built, nothing is sent
    [2, 3].each { again ->
        assert runs[again].count('2 images: 0 to build, 2 cached') == 2
        assert runs[again].count('unchanged  index of 2 platforms') == 2
    }

    // a size report a platform, of either engine's images; a baseline for each, made by the first and compared with by the second
    [amd64: 'x86_64', arm64: 'aarch64'].each { architecture, machine ->
        def report = new JsonSlurper().parse(new File(basedir, "target/tcib/linux-${architecture}/size-report/size-report.json"))
        assert report.images*.name == ['base', 'api']
        assert report.images*.rootFilesystemBytes == ["made for ${architecture}\n".length()] .with { [it[0], it[0] + 'the same everywhere\n'.length()] }
        assert report.problems == []
        assert report.comparison.changes*.state == ['same', 'same']
        assert new File(basedir, "target/sizes-linux-${architecture}.json").exists()
    }
    assert !new File(basedir, 'target/tcib/size-report').exists()

    // one platform is as if there were no other
    assert !runs[6].contains('Platform linux')
    assert skopeo(['inspect', '--raw', '--tls-verify=false', remote('base', 'amd64')]).layers.size() == 1

    // bases without the platform
    [7, 8].each { run ->
        assert runs[run].contains('2 built in'): 'the other platform is built nonetheless'
        assert runs[run].contains("base  failed"): run
        assert runs[run].contains("${host}/it/openstack-base:amd64'"): run
        assert runs[run].contains('linux/arm64: Failed to build base; 1 built on them skipped. See ')
    }
    assert runs[7].contains('is for linux/amd64, not for linux/arm64; choose another base')
    assert runs[8].contains("has no image for linux/arm64, only for linux/amd64; choose another base")
    assert runs[9].contains("the base image '${host}/it/openstack-base:jib': index ")
    assert runs[9].contains('has no image for linux/s390x, only for linux/amd64, linux/arm64; choose another base')

    // what is refused before anything is built
    def place = ['src', 'main', 'runs', 'base', 'base.yaml'].join(File.separator) + ':4:8'
    if (!new File('/proc/sys/fs/binfmt_misc/qemu-aarch64').exists()) {
        assert runs[10].contains("image 'base', ${place}: RUN for linux/arm64 cannot be run on this machine, which is linux/amd64: ")
        assert !runs[10].contains('to build')
    }
    assert runs[11].contains("tcib.platforms: 'linux/aarch64' is not a platform that images are built for; did you mean linux/arm64?")
    assert runs[12].contains("tcib.platforms: 'linux/amd64' is there twice; name each platform once")
    assert !log.contains('\tat io.github.tcib')

    // buildah's store: names go on meaning what they meant
    def images = new ProcessBuilder('buildah', 'images', '--format', '{{.Name}}:{{.Tag}}')
    images.environment().put('CONTAINERS_STORAGE_CONF', new File(work, 'storage.conf').path)
    def names = images.start().inputStream.text.readLines()
    assert names.containsAll([
        'localhost/it/openstack-api:buildah-linux-amd64', 'localhost/it/openstack-api:buildah-linux-arm64',
        "${host}/it/openstack-base:jib", "localhost/${host.replace(':', '_')}/it/openstack-base:jib-linux-arm64"]*.toString())
} finally {
    ProcessHandle.of(new File(work, 'registry.pid').text as long).ifPresent { it.destroy() }
}
return true
