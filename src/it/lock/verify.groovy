import groovy.json.JsonSlurper

def log = new File(basedir, 'build.log').text
def count = { String text -> log.count(text) }

// Resolved by the dnf of the base; every RPM fetched once, although images share them.
assert log =~ /Locked \d+ packages \(.* of 1 repository for 4 images/
assert log =~ /\d+ locked RPMs fetched \(.*, 0 were in the cache/
assert log.contains('4 built')

// A newer package in the repository: the difference is told, and the old lock stands.
def diff = new JsonSlurper().parse(new File(basedir, 'target/tcib/lock-diff.json'))
assert log.contains('1 of 4 images is built anew')
assert log =~ /memcached 1\.0-1\.el9 . 9\.9-1/
assert count('4 images: 0 to build, 4 cached') == 1

// The new lock: one image is built, by one download; not without network, when the cache lacks it.
assert log =~ /1 locked RPM is not in the cache, and Maven is offline: memcached-9\.9/
assert log =~ /package memcached changed.*: memcached/
assert log =~ /1 locked RPM fetched/
assert log =~ /1 built, 3 cached/

def lock = new File(basedir, 'tcib.lock.yaml').text
assert lock.contains('memcached-9.9-1.noarch')
assert !lock.contains(basedir.path): 'the lock says nothing of the machine'
assert new File(basedir, 'target/tcib/lock-diff.md').text.contains('memcached')

// What is in the image is what the lock says.
def images = new GroovyShell(getClass().classLoader).parse(new File(top, 'src/it/images.groovy'))
images.store = new File(scratch, 'storage.conf')
def buildah = images.&buildah
def container = buildah(['from', '--pull-never', 'localhost/locks/openstack-memcached:lock']).trim()
try {
    assert buildah(['run', '--runtime', 'runc', '--user', 'root', container, 'rpm', '-q', 'memcached']).trim() == 'memcached-9.9-1.noarch'
    assert !buildah(['run', '--runtime', 'runc', '--user', 'root', container, 'sh', '-c', 'ls -A /etc/distro.repos.d 2>/dev/null || true']).trim()

    // Its bill of materials says what rpm says, and of the files of locked packages the digests in the lock.
    def bill = new JsonSlurper().parse(new File(basedir, 'target/tcib/sbom/memcached.cdx.json'))
    def packages = bill.components.findAll { it.type == 'library' }
    def installed = buildah(['run', '--runtime', 'runc', '--user', 'root', container, 'rpm', '-qa', '--qf', '%{NAME} %|EPOCH?{%{EPOCH}:}:{}|%{VERSION}-%{RELEASE}\\n'])
    assert packages.collect { it.name + ' ' + it.version } as Set == installed.readLines().findAll { !it.startsWith('gpg-pubkey ') } as Set
    def memcached = packages.find { it.name == 'memcached' }
    assert lock.readLines().any { it.contains('memcached-9.9-1.noarch') && it.contains(memcached.hashes[0].content) }
    assert packages.count { it.hashes } > 1
    assert packages.every { !it.hashes || lock.contains(it.hashes[0].content) }
} finally {
    buildah(['rm', container])
}
return true
