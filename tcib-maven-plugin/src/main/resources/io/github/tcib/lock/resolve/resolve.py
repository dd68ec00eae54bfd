"""Resolves what the RUN steps of a tree of images install, with the dnf of the base image this runs in.

usage: resolve.py REQUEST RESPONSE     two files of JSON

The metadata of all repositories is loaded once. What an image finds installed is simulated: the base's packages are in the RPM
database, those of its parents are jobs of the solver that ask for just these packages.
"""
import fnmatch
import hashlib
import json
import logging
import os
import subprocess
import sys
import xml.etree.ElementTree

VERSION = 1
REPOMD = "{http://linux.duke.edu/metadata/repo}"
# types in repomd.xml of metadata that decides what steps get; of two for one purpose, the first is the one dnf reads
METADATA = {"group": ("group_gz", "group"), "modules": ("modules",)}
# options of dnf.conf that are read when a transaction is resolved, not when metadata is loaded
LATE_OPTIONS = {"install_weak_deps", "best", "obsoletes", "strict", "multilib_policy", "skip_broken"}
# options that do not concern which packages are chosen
OTHER_OPTIONS = {
    "clean_requirements_on_remove", "exactarch", "gpgcheck", "installonly_limit", "keepcache", "plugins", "tsflags",
    "skip_missing_names_on_install", "override_install_langs", "skip_if_unavailable", "fastestmirror", "assumeyes",
    "max_parallel_downloads", "timeout", "retries", "sslverify", "deltarpm", "metadata_expire", "localpkg_gpgcheck",
    "debuglevel", "logdir", "cachedir", "color", "history_record"}


class Unresolved(Exception):
    """A step that cannot be resolved: its kind, and dnf's words."""

    def __init__(self, kind, text, names=()):
        super().__init__(text)
        self.kind = kind
        self.text = text
        self.names = list(names)


class Collected(logging.Handler):
    """Keeps what dnf warns of."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.texts = []

    def emit(self, record):
        text = record.getMessage().strip()
        if text and text not in self.texts:
            self.texts.append(text)


class State:
    """What is installed after the steps so far, and how dnf is configured."""

    def __init__(self, options, repositories):
        self.added = {}  # by name-version-release.arch: packages of repositories that count as installed
        self.gone = {}  # packages of the base that were removed or replaced
        self.erased = {}  # packages that rpm took away without asking; the solver still takes them for installed
        self.wanted = set()  # names of packages that steps asked for
        self.options = options
        self.repositories = repositories
        self.modules = []

    def copy(self):
        other = State(dict(self.options), dict(self.repositories))
        other.added = dict(self.added)
        other.gone = dict(self.gone)
        other.erased = dict(self.erased)
        other.wanted = set(self.wanted)
        other.modules = []
        return other


class Resolver:
    def __init__(self, dnf, hawkey, request):
        self.dnf = dnf
        self.hawkey = hawkey
        self.images = request["images"]
        self.warnings = []
        self.told = set()  # names that a warning of ours tells of, so that dnf's own need not
        self.hold_versions = request["hold"]
        self.keep = set(request["keep"])
        self.release = request["release"]
        self.used = {}  # packages that images download
        self.other_rpms = []  # the same, from other processes
        self.of_modules = None
        self.base = dnf.Base()
        conf = self.base.conf
        conf.read()
        conf.assumeyes = True
        conf.substitutions.update_from_etc("/", conf.varsdir)
        conf.releasever = dnf.rpm.detect_releasever("/")
        self.base.init_plugins()
        self.base.pre_configure_plugins()
        self.base.read_all_repos()
        self.base.configure_plugins()

    # repositories

    def choose_repositories(self):
        """Enables what any step sees, so that it is loaded once."""
        first = {repo.id: repo.enabled for repo in self.base.repos.all()}
        needed = set()

        def visit(image, state):
            for step in image["steps"]:
                if step["kind"] in ("repository", "repofiles"):
                    self.change_repositories(state, step)
                elif step["kind"] not in ("option", "erase", "remove"):
                    needed.update(self.enabled(state, step))
            for child in self.images:
                if child["parent"] == image["name"]:
                    visit(child, dict(state))

        for image in self.images:
            if image["parent"] is None:
                visit(image, dict(first))
        for repo in self.base.repos.all():
            if repo.id in needed:
                repo.enable()
            else:
                repo.disable()
        return first

    def matching(self, patterns):
        ids = set()
        for pattern in patterns:
            ids.update(r.id for r in self.base.repos.all() if fnmatch.fnmatch(r.id, pattern))
        return ids

    def enabled(self, repositories, step):
        options = step.get("options", {})
        state = dict(repositories)
        if options.get("repo"):
            chosen = self.matching(options["repo"])
            state = {name: name in chosen for name in state}
        for name in self.matching(options.get("disablerepo", [])):
            state[name] = False
        for name in self.matching(options.get("enablerepo", [])):
            state[name] = True
        return {name for name, on in state.items() if on}

    def change_repositories(self, repositories, step):
        if step["kind"] == "repository":
            for name in self.matching(step["names"]):
                repositories[name] = step["enabled"]
            return
        for repo in self.base.repos.all():
            if any(fnmatch.fnmatch(repo.repofile or "", pattern) for pattern in step["names"]):
                repositories[repo.id] = False

    # loading

    def load(self):
        self.first = self.choose_repositories()
        chosen = [repo.id for repo in self.base.repos.iter_enabled()]
        self.base.fill_sack()
        self.loaded = [repo for repo in self.base.repos.iter_enabled()]
        lost = set(chosen) - {repo.id for repo in self.loaded}
        if lost:
            self.warnings.append("left out, as their skip_if_unavailable allows: " + ", ".join(sorted(lost)))
        self.sack = self.base.sack
        self.system = {nevra(p): p for p in self.sack.query().installed() if p.name != "gpg-pubkey"}
        self.held = {}  # by name: packages that are hidden, since another version is to stay
        if self.hold_versions:
            self.hold()

    def hold(self):
        """Hides other versions of packages that are to stay: those of the lock, else those of the base.

        A package of another stream is no other version: images choose streams each for itself.
        """
        def slot(package):
            return package.name, package.arch, self.streams().get(nevra(package))

        by_slot = {}
        for package in self.sack.query(flags=self.hawkey.IGNORE_EXCLUDES).available():
            by_slot.setdefault(slot(package), []).append(package)
        of_base = {slot(p) for p in self.system.values()}
        for place, packages in by_slot.items():
            name = place[0]
            if any(fnmatch.fnmatchcase(name, pattern) for pattern in self.release):
                continue
            stays = any(nevra(p) in self.keep for p in packages)
            if not stays and place not in of_base:
                continue
            wanted = self.keep if stays else self.system
            others = [p for p in packages if nevra(p) not in wanted]
            if others:
                self.held.setdefault(name, []).extend(others)
        self.exclude([p for packages in self.held.values() for p in packages])

    def exclude(self, packages):
        if packages:
            self.sack.add_excludes(self.sack.query(flags=self.hawkey.IGNORE_EXCLUDES).filterm(pkg=packages))

    def include(self, packages):
        if packages:
            self.sack.remove_excludes(self.sack.query(flags=self.hawkey.IGNORE_EXCLUDES).filterm(pkg=packages))

    # walking

    def run(self):
        results, problems = [], []
        for image in self.images:
            if image["parent"] is None:
                self.visit(image, State({}, dict(self.first)), results, problems)
        return results, problems

    def visit(self, image, before, results, problems, forked=False):
        """Resolves an image and what is built on it; in another process when it may change module streams, which dnf keeps."""
        if not forked and any(names_streams(step) for step in image["steps"]):
            self.fork(image, before, results, problems)
            return
        state = before.copy()
        downloaded = {}
        for index, step in enumerate(image["steps"]):
            self.place = {"image": image["name"], "step": index}
            try:
                self.step(state, step, downloaded)
            except Unresolved as problem:
                if step.get("certain", True):
                    problems.append(dict(self.place, kind=problem.kind, text=problem.text, names=problem.names,
                                         near=self.near(problem.names)))
                    return
                self.warn(problem.text)
        old, new = self.visible(before), self.visible(state)
        adds = sorted(set(new) - set(old))
        for key in downloaded:
            self.used[key] = downloaded[key]
        results.append({
            "name": image["name"],
            "adds": adds,
            "removes": sorted(set(old) - set(new)),
            "fetches": sorted(set(downloaded) - set(adds)),
            "modules": state.modules,
        })
        for child in self.images:
            if child["parent"] == image["name"]:
                self.visit(child, state, results, problems)

    def warn(self, text):
        warning = dict(self.place, text=text)
        if warning not in self.warnings:
            self.warnings.append(warning)

    def fork(self, image, before, results, problems):
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reader)
            code = 1
            try:
                mine, wrong = [], []
                self.used, self.warnings, self.other_rpms = {}, [], []
                self.visit(image, before, mine, wrong, forked=True)
                rpms = self.rpms() + self.other_rpms
                answer = {"results": mine, "problems": wrong, "warnings": self.warnings, "rpms": rpms}
                with os.fdopen(writer, "w") as out:
                    json.dump(answer, out)
                code = 0
            finally:
                os._exit(code)
        os.close(writer)
        with os.fdopen(reader) as answers:
            text = answers.read()
        os.waitpid(child, 0)
        answer = json.loads(text)
        results.extend(answer["results"])
        problems.extend(answer["problems"])
        self.warnings.extend(answer["warnings"])
        self.other_rpms.extend(answer["rpms"])

    def visible(self, state):
        packages = {key: p for key, p in self.system.items() if key not in state.gone}
        packages.update(state.added)
        for key in state.erased:
            packages.pop(key, None)
        return packages

    # steps

    def step(self, state, step, downloaded):
        kind = step["kind"]
        if kind == "option":
            for name, value in step["set"].items():
                state.options[name] = value
                if name not in LATE_OPTIONS and name not in OTHER_OPTIONS:
                    self.warn("the option " + name + " of dnf.conf is not followed")
            for name in step["unset"]:
                state.options.pop(name, None)
        elif kind in ("repository", "repofiles"):
            self.change_repositories(state.repositories, step)
        elif kind == "erase":
            for key, package in self.visible(state).items():
                if any(matches(package, name) for name in step["names"]):
                    state.erased[key] = package
                    state.wanted.discard(package.name)
        elif kind == "reinstall":
            self.reinstall(state, step, downloaded)
        elif kind == "remove":
            self.remove(state, step["names"])
        elif kind == "swap":
            self.remove(state, step["names"][:1])
            self.solve(state, dict(step, kind="install", names=step["names"][1:]), downloaded)
        else:
            self.solve(state, step, downloaded)

    def solve(self, state, step, downloaded):
        """Resolves a step, with what it does not see hidden. What is installed stays in sight, wherever it came from."""
        with_repositories = self.enabled(state.repositories, step)
        off = [repo.id for repo in self.loaded if repo.id not in with_repositories]
        hidden = self.sack.query().filterm(empty=True)
        if off:
            hidden = hidden.union(self.sack.query().filterm(reponame=off))
        for pattern in step.get("options", {}).get("exclude", []):
            subject = self.dnf.subject.Subject(pattern)
            hidden = hidden.union(
                subject.get_best_query(self.sack, with_provides=False, with_filenames=False).available())
        installed = list(state.added.values())
        if installed:
            hidden = hidden.difference(self.sack.query().filterm(pkg=installed))
        packages = list(hidden)
        self.exclude(packages)
        try:
            self.attempt(state, step, downloaded)
        finally:
            self.include(packages)

    def attempt(self, state, step, downloaded):
        """The strictest way that works: parents' packages as they are, then by name; held versions are let go as dnf names them."""
        ways = [("exact", True), ("name", True), ("name", False)]
        if step.get("options", {}).get("allowerasing"):
            ways.append(("optional", True))
        while True:
            error = None
            for installed, erase in ways:
                try:
                    self.transaction(state, step, downloaded, installed, erase)
                    return
                except Unresolved as problem:
                    error = error or problem
                    if problem.kind != "conflict":
                        break
            packages = self.named(error.text) if error.kind == "conflict" else []
            if not packages and error.kind == "conflict":
                packages = [p for held in self.held.values() for p in held]
                self.held = {}
            if not packages:
                raise error
            self.include(packages)

    def named(self, text):
        """Held packages of the names that dnf's explanation mentions."""
        found = []
        for name in list(self.held):
            if any((nevra(p) in text) or (str(p) in text) for p in self.held[name]):
                found.extend(self.held.pop(name))
        return found

    def configure(self, state, options):
        conf = self.base.conf
        saved = {}
        values = dict(state.options)
        values.update(options.get("setopt", {}))
        if "best" in options:
            values["best"] = str(options["best"])
        for name, value in values.items():
            if name in LATE_OPTIONS and hasattr(conf, name):
                saved[name] = getattr(conf, name)
                conf._set_value(name, value)
        return saved

    def transaction(self, state, step, downloaded, installed, erase):
        dnf, base = self.dnf, self.base
        options = step.get("options", {})
        saved = self.configure(state, options)
        try:
            base.reset(goal=True)
            goal = base._goal
            newer = self.newer(state, step)
            for key, package in state.added.items():
                if key in newer:
                    goal.install(newer[key], optional=True)
                elif installed != "name":
                    goal.install(package, optional=installed == "optional")
                else:
                    selector = self.hawkey.Selector(self.sack)
                    selector.set(name=package.name, arch=package.arch)
                    goal.install(select=selector)
            named = self.returning(state, step)
            if erase:
                for key, package in state.gone.items():
                    if package.name not in step["names"] and not self.replaced(state, package):
                        goal.erase(package)
            self.mark(step, named, goal, state)
            try:
                base.resolve(allow_erasing=bool(options.get("allowerasing")))
            except dnf.exceptions.DepsolveError as problem:
                raise Unresolved("conflict", str(problem))
            self.take(state, step, downloaded, named)
        finally:
            for name, value in saved.items():
                setattr(base.conf, name, value)

    def replaced(self, state, package):
        """Whether another version of it is installed, which takes it away by itself."""
        return any(p.name == package.name for p in state.added.values())

    def newer(self, state, step):
        """Packages of parents that an update replaces, which are not in the RPM database and so no updates to dnf."""
        if step["kind"] not in ("update", "sync"):
            return {}
        found = {}
        for key, package in state.added.items():
            if step["names"] and not any(matches(package, name) for name in step["names"]):
                continue
            latest = self.sack.query().available().filterm(name=package.name, arch=package.arch).latest().run()
            if latest and latest[0].evr_gt(package):
                found[key] = latest[0]
        return found

    def returning(self, state, step):
        """Packages that rpm took away and that the step asks for again, as repositories have them."""
        found = {}
        if step["kind"] != "install":
            return found
        for key, package in state.erased.items():
            if any(matches(package, name) for name in step["names"]):
                latest = self.sack.query().available().filterm(name=package.name).latest().run()
                if latest:
                    found[key] = latest[0]
        return found

    def mark(self, step, named, goal, state):
        dnf, base, kind = self.dnf, self.base, step["kind"]
        back = {p.name for p in named.values()}
        for key, package in named.items():
            if nevra(package) != key:
                goal.install(package)
        names = [name for name in step["names"] if name not in back]
        if kind == "install":
            self.install(names, step)
        elif kind == "module":
            self.module(step, state)
        elif kind in ("update", "sync"):
            if not names:
                base.upgrade_all() if kind == "update" else base.distro_sync()
            for name in names:
                subject = dnf.subject.Subject(name)
                installed = subject.get_best_query(self.sack).installed()
                if installed:
                    base.upgrade(name) if kind == "update" else base.distro_sync(name)
                elif not any(matches(p, name) for p in state.added.values()):
                    raise Unresolved("absent", "No packages marked for upgrade: " + name, [name])
        elif kind == "group":
            self.install(["@" + name for name in names], step)
        else:
            raise Unresolved("unknown", "a step of the unknown kind " + kind)

    def install(self, names, step):
        if not names:
            return
        exceptions = self.dnf.exceptions
        strict = self.base.conf.strict and not step.get("options", {}).get("skip_broken", False)
        try:
            self.base.install_specs(names, strict=strict)
        except exceptions.MarkingErrors as problem:
            missing = list(problem.no_match_pkg_specs) + list(problem.no_match_group_specs)
            excluded = list(problem.error_pkg_specs) + list(problem.error_group_specs)
            certain = step.get("certain", True)
            text = str(problem).strip()
            if not certain and strict:
                self.warn("left out, as only a branch names it: " + ", ".join(missing + excluded))
                self.told.update(missing + excluded)
                return
            if strict:
                raise Unresolved("missing" if missing else "conflict", text, missing or excluded)
            self.warn(text)
        except exceptions.Error as problem:
            raise Unresolved("conflict", str(problem))

    def module(self, step, state):
        import dnf.module.module_base
        modules = dnf.module.module_base.ModuleBase(self.base)
        try:
            getattr(modules, step["action"])(step["names"])
            self.sack = self.base.sack
            if step["action"] in ("enable", "install"):
                state.modules.extend(n.split("/")[0] for n in step["names"])
        except self.dnf.exceptions.Error as problem:
            raise Unresolved("module", str(problem), step["names"])

    def take(self, state, step, downloaded, named):
        transaction = self.base.transaction
        new = {nevra(p): p for p in transaction.install_set}
        fresh = {key: p for key, p in new.items() if key not in state.added}
        asked = step["kind"] == "install"
        for package in transaction.remove_set:
            state.gone[nevra(package)] = package
        for key, package in list(state.erased.items()):
            back = key in named or any(self.requires(p, package) for p in fresh.values())
            if back or key in state.gone or (key in state.added and key not in new):
                del state.erased[key]
                again = self.available(key)
                if back and again is not None and key not in state.gone:
                    downloaded[key] = again
        for key in fresh:
            state.gone.pop(key, None)
        state.added = {key: p for key, p in new.items() if key not in self.system}
        downloaded.update(fresh)
        if asked:
            state.wanted.update(p.name for p in new.values() if any(matches(p, n) for n in step["names"]))

    def requires(self, package, other):
        return bool(self.sack.query(flags=self.hawkey.IGNORE_EXCLUDES)
                    .filterm(pkg=[other]).filterm(provides=package.requires))

    def available(self, key):
        for package in self.sack.query(flags=self.hawkey.IGNORE_EXCLUDES).available().filterm(nevra_strict=key):
            return package
        return None

    def reinstall(self, state, step, downloaded):
        visible = self.visible(state)
        for name in step["names"]:
            found = [(key, p) for key, p in visible.items() if matches(p, name)]
            if not found:
                raise Unresolved("absent", "No match for argument: " + name + " (it is not installed)", [name])
            for key, _ in found:
                again = self.available(key)
                if again is None:
                    raise Unresolved("gone", "Installed package " + key + " (from the base) not available.", [name])
                downloaded[key] = again

    def remove(self, state, names):
        """Takes away packages, what requires them, and what nothing needs any more (clean_requirements_on_remove)."""
        visible = self.visible(state)
        targets = {key for key, p in visible.items() if any(matches(p, name) for name in names)}
        if not targets:
            return
        needs = self.needs(visible)
        gone = set(targets)
        grown = True
        while grown:
            grown = False
            for key, requirements in needs.items():
                if key not in gone and any(providers and providers <= gone for providers in requirements):
                    gone.add(key)
                    grown = True
        kept = [key for key in visible if key not in gone]
        reached = {key for key in kept if key in self.system or visible[key].name in state.wanted}
        border = list(reached)
        while border:
            for providers in needs[border.pop()]:
                for key in providers - gone - reached:
                    reached.add(key)
                    border.append(key)
        gone.update(key for key in kept if key not in reached)
        for key in gone:
            if key in state.added:
                del state.added[key]
            else:
                state.gone[key] = self.system[key]
            state.wanted.discard(visible[key].name)

    def needs(self, visible):
        query = self.sack.query(flags=self.hawkey.IGNORE_EXCLUDES).filterm(pkg=list(visible.values()))
        cache = {}
        needs = {}
        for key, package in visible.items():
            needs[key] = []
            for requirement in package.requires:
                text = str(requirement)
                if text not in cache:
                    cache[text] = frozenset(nevra(p) for p in query.filter(provides=requirement))
                needs[key].append(cache[text])
        return needs

    # answers

    def near(self, names):
        near = {}
        for name in names:
            near[name] = sorted({p.name for p in self.sack.query().available().filterm(name__glob=name[:1] + "*")
                                 if abs(len(p.name) - len(name)) <= 3}) if name[:1].isalnum() else []
        return near

    def rpms(self):
        found = []
        for key, package in self.used.items():
            kind, value = package.chksum
            found.append({
                "nevra": key,
                "checksum": self.hawkey.chksum_name(kind),
                "value": value.hex(),
                "size": package.downloadsize,
                "repository": package.reponame,
                "location": package.remote_location() if package.baseurl else package.location,
                "modular": key in self.streams(),
            })
        return found

    def streams(self):
        """The module stream of each package that belongs to one."""
        if self.of_modules is None:
            self.of_modules = {}
            container = self.base._moduleContainer
            for module in container.getModulePackages() if container else ():
                for artifact in module.getArtifacts():
                    self.of_modules.setdefault(artifact.replace("-0:", "-"), module.getNameStream())
        return self.of_modules

    def repositories(self):
        found = []
        for repo in self.loaded:
            with open(os.path.join(repo._repo.getCachedir(), "repodata", "repomd.xml"), "rb") as file:
                repomd = file.read()
            found.append({
                "id": repo.id,
                "url": location(repo),
                "repomd": hashlib.sha256(repomd).hexdigest(),
                "metadata": metadata(repo, repomd),
                "priority": repo.priority,
                "gpgcheck": bool(repo.gpgcheck),
                "gpgkeys": list(repo.gpgkey),
                "packages": len(self.sack.query(flags=self.hawkey.IGNORE_EXCLUDES).filterm(reponame=repo.id)),
            })
        return found


def nevra(package):
    return "%s-%s%s-%s.%s" % (
        package.name, "%d:" % package.epoch if package.epoch else "", package.version, package.release, package.arch)


def matches(package, name):
    forms = (package.name, "%s.%s" % (package.name, package.arch), nevra(package),
             "%s-%s-%s" % (package.name, package.version, package.release), "%s-%s" % (package.name, package.version))
    return any(fnmatch.fnmatchcase(form, name) for form in forms)


def names_streams(step):
    """Whether a step may enable a module stream; what is after @ is looked for among modules first."""
    return step["kind"] == "module" or any(name.startswith("@") for name in step.get("names", []))


def metadata(repo, repomd):
    """The files beside the lists of packages that decide what steps get."""
    entries = {data.get("type"): data for data in xml.etree.ElementTree.fromstring(repomd).iter(REPOMD + "data")}
    found = {}
    for kind, types in METADATA.items():
        for name in types:
            if name in entries and kind not in found:
                place = entries[name].find(REPOMD + "location")
                base = place.get("{http://www.w3.org/XML/1998/namespace}base")
                checksum = entries[name].find(REPOMD + "checksum")
                size = entries[name].findtext(REPOMD + "size")
                if checksum.get("type") == "sha256" and size:
                    found[kind] = {"sha256": checksum.text.strip(), "size": int(size)}
                elif repo._repo.getMetadataPath(name):
                    with open(repo._repo.getMetadataPath(name), "rb") as file:
                        content = file.read()
                    found[kind] = {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
                else:
                    continue
                found[kind]["location"] = (base.rstrip("/") + "/" if base else "") + place.get("href")
    return found


def location(repo):
    """Where the repository was read from: of mirrors, the one dnf would ask first."""
    mirrors = list(repo._repo.getMirrors())
    if mirrors:
        return mirrors[0]
    return list(repo.baseurl)[0]


def answer(request):
    os.environ.update(request["environment"])
    import dnf
    import dnf.exceptions
    import dnf.rpm
    import dnf.subject
    import hawkey
    collected = Collected()
    logging.getLogger("dnf").addHandler(collected)
    # dash and its like take == for an error, so that conditions come out otherwise
    posix = subprocess.call(["sh", "-c", "[ x == x ]"], stderr=subprocess.DEVNULL) != 0
    for image in request["images"]:
        if posix:
            image["steps"] = image["posix_steps"]
    resolver = Resolver(dnf, hawkey, request)
    try:
        resolver.load()
    except dnf.exceptions.Error as problem:
        return {"failure": str(problem).strip()}
    results, problems = resolver.run()
    return {
        "dnf": dnf.VERSION,
        "posix": posix,
        "base": sorted(resolver.system),
        "repositories": resolver.repositories(),
        "rpms": resolver.rpms() + resolver.other_rpms,
        "images": results,
        "problems": problems,
        "warnings": resolver.warnings + [text for text in collected.texts if text.split(": ")[-1] not in resolver.told],
    }


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        request = json.load(file)
    response = answer(request)
    response["version"] = VERSION
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        json.dump(response, file)


if __name__ == "__main__":
    main()
