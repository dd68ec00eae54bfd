// an image store of its own, so that nothing of the user's is touched; and the offline distribution
def shared = System.getenv('TCIB_SHARED') ?: new File(top, '../shared').canonicalPath
def work = new File(scratch)
work.mkdirs()
def storage = new File(work, 'storage.conf')
storage.text = """[storage]
driver = "overlay"
graphroot = "${work}/graph"
runroot = "${work}/run"
"""
def process = new ProcessBuilder([new File(top, 'bench/standin').canonicalPath, new File(work, 'standin').path])
process.environment().put('CONTAINERS_STORAGE_CONF', storage.path)
process.environment().put('TCIB_SHARED', shared)
process.redirectErrorStream(true)
def running = process.start()
def output = running.inputStream.text
assert running.waitFor() == 0: output

// the same repository with a memcached that is newer
def run = { List<String> words, File directory ->
    def made = new ProcessBuilder(words).directory(directory).redirectErrorStream(true).start()
    def said = made.inputStream.text
    assert made.waitFor() == 0: words + ': ' + said
}
def newer = new File(basedir, 'newer')
run(['cp', '-a', "${work}/standin/repo".toString(), newer.path], basedir)
def spec = new File(basedir, 'memcached.spec')
spec.text = """Name: memcached
Version: 9.9
Release: 1
Summary: newer
License: none
BuildArch: noarch
%description
newer
%install
mkdir -p %{buildroot}/usr/bin
echo 9.9 > %{buildroot}/usr/bin/memcached
%files
/usr/bin/memcached
"""
run(['rpmbuild', '-bb', '--quiet', '--define', "_topdir ${basedir}/rpmbuild".toString(),
    '--define', "_rpmdir ${newer}".toString(), spec.path], basedir)
run(['createrepo_c', '--quiet', '--update', newer.path], basedir)
new File(basedir, 'empty').mkdirs()
new File(basedir, 'test.properties').text =
    "shared=${shared}\nstandin=${work}/standin\nrepository=${work}/standin/repo\ntcib.images=memcached,keystone\ntcib.cacheDirectory=${basedir}/rpms\n"
return true
