import groovy.json.JsonSlurper

def images = new GroovyShell(getClass().classLoader).parse(new File(top, 'src/it/images.groovy'))
images.store = new File(scratch, 'storage.conf')
def log = new File(basedir, 'build.log').text
def result = { new JsonSlurper().parse(new File(basedir, "target/${it}/update-result.json")) }
def api = images.packages('localhost/updates/api:1')

assert images.packages('localhost/updates/api:1-tool') == (api - 'uptool-1.0-1.noarch') + ['uptool-1.1-1.noarch']
assert result('tool').images[1].reason == 'it has none of these packages'

def all = result('tcib')
assert all.complete
assert all.images*.status == ['patched', 'unchanged']
assert all.images[0].packages == [
    [name: 'upapi', architecture: 'noarch', from: '1.0-1', to: '1.1-1'],
    [name: 'uplib', architecture: 'noarch', to: '2.0-1'],
    [name: 'uptool', architecture: 'noarch', from: '1.0-1', to: '1.1-1']]
assert all.images[1].reason == 'the repositories have nothing newer'
assert images.packages('localhost/updates/api:1-update') == (api - 'upapi-1.0-1.noarch' - 'uptool-1.0-1.noarch') +
    ['upapi-1.1-1.noarch', 'uplib-2.0-1.noarch', 'uptool-1.1-1.noarch']
assert images.config('localhost/updates/api:1-update').config == images.config('localhost/updates/api:1').config

def dead = result('dead')
assert dead.images*.status == ['failed', 'failed']
assert dead.images.every { it.reason.startsWith("dnf: Failed to download metadata for repo 'dead'") }
assert result('live').images*.status == ['patched', 'unchanged']
assert result('refused').refusal == ['nosuch: not installed in any of the images']
assert log.contains('tcib.repoDirectory: there is no *.repo in ')

assert images.references().findAll { it.contains('/updates/') } ==
    ['localhost/updates/api:1', 'localhost/updates/api:1-live', 'localhost/updates/api:1-tool', 'localhost/updates/api:1-update', 'localhost/updates/db:1'] as TreeSet
assert images.buildah(['containers', '-q']).trim().isEmpty()
assert !log.contains('\tat io.github.tcib')
