def standin = evaluate(new File(top, 'src/it/standin.groovy'))

// the same repository with a memcached that is newer
def run = { List<String> words -> standin.run(standin.storage, words) }
def newer = new File(basedir, 'newer')
run(['cp', '-a', "${standin.folder}/repo".toString(), newer.path])
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
    '--define', "_rpmdir ${newer}".toString(), spec.path])
run(['createrepo_c', '--quiet', '--update', newer.path])
new File(basedir, 'empty').mkdirs()
new File(basedir, 'test.properties').text =
    "shared=${standin.shared}\nstandin=${standin.folder}\nrepository=${standin.folder}/repo\ntcib.images=memcached,keystone\ntcib.cacheDirectory=${basedir}/rpms\n"
return true
