import groovy.json.JsonSlurper

def images = new GroovyShell(getClass().classLoader).parse(new File(top, 'src/it/images.groovy'))
images.store = new File(scratch, 'storage.conf')
def log = new File(basedir, 'build.log').text
def result = { new JsonSlurper().parse(new File(basedir, "target/${it}/hotfix-result.json")) }

// the first run's file was written again by the fourth, which was refused
def refused = result('tcib')
assert !refused.complete
assert refused.refusal == [
    'fixapi-0.9-1.rpm: older than installed (1.0-1) in localhost/fixes/api:1',
    'fixapi-0.9-1.rpm: not installed and not needed in localhost/fixes/db:1',
    'nowhere-1.0-1.rpm: not installed and not needed in any of the images']
assert refused.images*.status == ['unchanged', 'unchanged']

def api = images.packages('localhost/fixes/api:1')
assert images.packages('localhost/fixes/api:1-bug42') == (api - 'fixapi-1.0-1.noarch') + ['fixapi-1.1-1.noarch', 'fixlib-2.0-1.noarch']
def before = images.config('localhost/fixes/api:1')
def after = images.config('localhost/fixes/api:1-bug42')
assert after.config == before.config
assert after.config.WorkingDir == '/usr/share/fixapi'
assert after.rootfs.diff_ids.size() == before.rootfs.diff_ids.size() + 1
assert after.rootfs.diff_ids.take(before.rootfs.diff_ids.size()) == before.rootfs.diff_ids
assert after.history[-1].created_by == 'tcib:hotfix fixapi 1.0-1 -> 1.1-1, fixlib (new) -> 2.0-1'
assert log.contains('unchanged: none of the RPMs applies')
assert log.contains('fixapi  1.0-1 -> 1.1-1')
assert log.contains('fixlib  new   -> 2.0-1')

def second = result('artifact')
assert second.complete
assert second.images*.status == ['unchanged', 'patched']
assert second.images[1].newReference == 'localhost/fixes/db:1-bug42'
assert second.images[1].packages == [[name: 'fixdb', architecture: 'noarch', from: '3.0-1', to: '3.1-1']]
assert images.packages('localhost/fixes/db:1-bug42').contains('fixdb-3.1-1.noarch')

try {
    assert log.contains('In the registry: 1 image;')
    def registry = new File(basedir, 'test.properties').text.trim() - 'registry='
    assert new File(basedir, 'target/tcib/image-digests.yaml').text.startsWith("db: ${registry}/fixes/db@sha256:")
    assert new URL("http://${registry}/v2/fixes/db/tags/list").text.contains('"1-bug42"')
} finally {
    context.registry.destroy()
}

assert log.contains('tcib.hotfix.directory: there is no *.rpm in ')
assert log.contains('fixlib-2.0-1.rpm is corrupt: its content does not have the digest it should have')
assert log.contains('2 RPMs cannot be used:')
assert log.contains('fixapi-1.1-1.rpm is not signed, but signatures are asked for (tcib.hotfix.gpgCheck)')
assert log.contains('tcib.hotfix.artifacts: org.example:nothing:1 cannot be had: ')
assert log.contains('failed: it is not in the image store, and it cannot be pulled: ')
assert result('lost').images*.status == ['patched', 'unchanged', 'failed']
assert log.contains('tcib:hotfix was refused, and no image was made:')
assert log.contains('tcib:hotfix failed for localhost:1/fixes/lost:1. See ')

assert images.references().findAll { it.contains('/fixes/') } ==
    ['localhost/fixes/api:1', 'localhost/fixes/api:1-bug42', 'localhost/fixes/db:1', 'localhost/fixes/db:1-bug42'] as TreeSet
assert images.buildah(['containers', '-q']).trim().isEmpty()
assert !log.contains('\tat io.github.tcib')
