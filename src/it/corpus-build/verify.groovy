import groovy.json.JsonSlurper

def images = new GroovyShell(getClass().classLoader).parse(new File(top, 'src/it/images.groovy'))
images.store = new File(scratch, 'storage.conf')
def buildah = images.&buildah
def reference = { "localhost/it/openstack-${it}:it".toString() }
def config = { new JsonSlurper().parseText(buildah(['inspect', '--type', 'image', reference(it)])).Docker.config }
def packages = { name ->
    def container = buildah(['from', '--pull-never', reference(name)]).trim()
    try {
        return buildah(['run', '--runtime', 'runc', '--user', 'root', container, 'rpm', '-qa', '--qf', '%{NAME}\\n']).readLines() as Set
    } finally {
        buildah(['rm', container])
    }
}

def log = new File(basedir, 'build.log').text
def result = new JsonSlurper().parse(new File(basedir, 'target/tcib/build-result.json'))
assert result.images*.name == ['base', 'memcached', 'os', 'keystone']
assert result.images*.status == ['cached'] * 4: 'the second run, after mvn clean, builds nothing'
assert log.contains('4 built')

def base = config('base')
assert base.Entrypoint == ['dumb-init', '--single-child', '--']
assert base.Cmd == ['kolla_start']
assert base.StopSignal == 'SIGTERM'
assert base.Labels.maintainer == 'OpenStack Kubernetes Operator team'
assert base.Labels.tcib_managed == 'true'
assert base.Labels['org.opencontainers.image.version'] == '1.2.3'
assert base.Env.containsAll(['LANG=en_US.UTF-8', 'TZ=UTC', 'container=oci'])
assert packages('base').containsAll(
    ['ca-certificates', 'dumb-init', 'glibc-langpack-en', 'procps-ng', 'python3', 'sudo', 'util-linux-user', 'which',
     'crudini', 'tzdata'])

def memcached = config('memcached')
assert memcached.User == 'memcached'
assert memcached.Cmd == ['kolla_start']
assert packages('memcached').contains('memcached')
assert !packages('base').contains('memcached')

assert packages('os').containsAll(['python3-openstackclient', 'python3-pymemcache'])

def keystone = config('keystone')
assert keystone.User == 'root'
assert keystone.StopSignal == 'SIGTERM'
assert packages('keystone').containsAll(
    ['httpd', 'mod_ssl', 'openstack-keystone', 'python3-openstackclient', 'dumb-init'])
assert buildah(['images', '--format', '{{.Name}}:{{.Tag}}']).readLines().count { it ==~ '.*/it/.*:it' } == 4
assert buildah(['containers', '-q']).trim().isEmpty()

// the size report, against what buildah, the file system and rpm say of the same images
assert log.contains('Since kolla.json: 1 added, 2 removed, 0 grew, '): 'the table knows base, keystone and memcached of these'
def sizes = new JsonSlurper().parse(new File(basedir, 'target/tcib/size-report/size-report.json'))
assert sizes.problems == []
def ofTheSet = sizes.images.findAll { !it.external }
assert ofTheSet*.name as Set == ['base', 'memcached', 'os', 'keystone'] as Set
assert ofTheSet*.amortisedBytes.sum() == sizes.set.distinctBytes
assert sizes.images*.ownBytes.sum() == sizes.set.distinctBytes
def stored = new JsonSlurper().parse(new File(scratch, 'graph/overlay-images/images.json'))
ofTheSet.each { image ->
    assert image.owners*.bytes.sum() == image.ownBytes
    assert image.packages.count == packages(image.name).size()
    def container = buildah(['from', '--pull-never', reference(image.name)]).trim()
    try {
        def files = ['find', buildah(['mount', container]).trim(), '-type', 'f', '-printf', '%i %s\n'].execute().text
        def seen = files.readLines().collectEntries { it.split(' ') as List }
        assert seen.values()*.toLong().sum() == image.rootFilesystemBytes: image.name
    } finally {
        buildah(['rm', container])
    }
    // buildah counts the manifest and the config too, and rounds to three digits
    def extra = stored.find { it.names?.contains(reference(image.name)) }['big-data-sizes'].values().sum()
    def told = buildah(['images', '--format', '{{.Size}}', reference(image.name)]).trim().split(' ')
    def unit = [B: 1, kB: 1e3, KB: 1e3, MB: 1e6, GB: 1e9][told[1]]
    def digits = told[0].contains('.') ? told[0].length() - told[0].indexOf('.') - 1 : 0
    assert ((image.virtualBytes + extra) / unit).setScale(digits, java.math.RoundingMode.HALF_UP) == told[0].toBigDecimal(): image.name
}
return true
