// makes RPMs and images for the tests of hotfix and update; the store is that of corpus-build
import groovy.transform.Field

@Field File work
@Field File store

String run(List<String> words) {
    def process = new ProcessBuilder(words)
    process.environment().put('CONTAINERS_STORAGE_CONF', store.path)
    process.redirectErrorStream(true)
    def running = process.start()
    running.outputStream.close()
    def output = running.inputStream.text
    assert running.waitFor() == 0: words + ': ' + output
    return output
}

File rpm(File folder, String name, String version, String requires = '') {
    folder.mkdirs()
    def (number, release) = version.split('-')
    def spec = new File(work, "${name}.spec")
    spec.parentFile.mkdirs()
    spec.text = """Name: ${name}
Version: ${number}
Release: ${release}
Summary: ${name}
License: Apache-2.0
BuildArch: noarch
${requires ? 'Requires: ' + requires : ''}
%description
${name}
%install
mkdir -p %{buildroot}/usr/share/${name}
echo ${version} > %{buildroot}/usr/share/${name}/version
%files
/usr/share/${name}/version
"""
    run(['rpmbuild', '-bb', '--quiet', '--define', "_topdir ${work}/top".toString(), '--define', "_rpmdir ${folder}".toString(),
         '--define', '_rpmfilename %%{NAME}-%%{VERSION}-%%{RELEASE}.rpm', spec.path])
    return new File(folder, "${name}-${version}.rpm")
}

void image(String reference, List<File> rpms, List<String> instructions) {
    def context = new File(work, 'context-' + reference.replaceAll('[^a-z0-9]+', '-'))
    context.mkdirs()
    rpms.each { new File(context, it.name).bytes = it.bytes }
    def names = rpms.collect { '/rpms/' + it.name }.join(' ')
    new File(context, 'Containerfile').text = (['FROM localhost/standin:stream9',
        "RUN dnf -y -q install ${names} && rm -rf /var/cache/dnf /var/log/dnf* /var/log/hawkey*".toString()] + instructions).join('\n') + '\n'
    run(['buildah', 'bud', '-q', '--runtime', 'runc', '--network', 'none', '--format', 'docker', '--volume', "${context}:/rpms:ro".toString(),
         '-t', reference, context.path])
}
