import groovy.json.JsonSlurper
import java.security.MessageDigest

try {
    def registry = new File(basedir, 'test.properties').text.trim() - 'registry='
    def get = { String path ->
        def connection = new URL("http://${registry}/v2/${path}").openConnection()
        connection.setRequestProperty('Accept', 'application/vnd.oci.image.manifest.v1+json')
        connection.inputStream.bytes
    }
    def digest = { byte[] bytes -> 'sha256:' + MessageDigest.getInstance('SHA-256').digest(bytes).encodeHex() }
    def log = new File(basedir, 'build.log').text

    assert log.contains('Would push 2 images')
    assert log.contains('[2/2] api  planned')
    assert log.contains('[2/2] api  pushed')
    assert log.contains('tcib:push needs the network, but Maven runs offline; leave -o away')

    def result = new JsonSlurper().parse(new File(basedir, 'target/tcib/push-result.json'))
    assert result.images*.name == ['base', 'api']
    assert result.images*.bytesSent == [0, 0]: 'the third run sends nothing'
    assert result.images*.bytesSkipped.every { it > 0 }
    def built = new JsonSlurper().parse(new File(basedir, 'target/tcib/build-result.json'))
    assert result.images*.digest == built.images*.digest: 'images of the layout go as they are'

    ['base', 'api'].eachWithIndex { name, i ->
        ['1.0', 'nightly'].each { tag ->
            assert digest(get("it/openstack-${name}/manifests/${tag}")) == result.images[i].digest
        }
        def manifest = new JsonSlurper().parse(get("it/openstack-${name}/manifests/1.0"))
        assert (manifest.layers + manifest.config).every { digest(get("it/openstack-${name}/blobs/${it.digest}")) == it.digest }
    }

    assert new File(basedir, 'target/tcib/image-digests.yaml').readLines() == [
        "api: ${registry}/it/openstack-api@${result.images[1].digest}".toString(),
        "base: ${registry}/it/openstack-base@${result.images[0].digest}".toString(),
    ]

    def deployed = new File(basedir, 'target/deployed/org/example/pushed/1')
    assert new File(deployed, 'pushed-1-image-digests.yaml').exists()
    assert new JsonSlurper().parse(new File(deployed, 'pushed-1-image-digests.json')).images*.digest == result.images*.digest
} finally {
    context.registry.destroy()
}
