# The first process of a pretended machine. It makes the file system its own, says that it is
# ready, and lives until its standard input closes; then the kernel ends everything in its
# process namespace.
# Arguments: the machine's folder, the folder of trusted certificates, the folder with the
# programs under test (may be empty).
set -e
read -r pid _ < /proc/self/stat
folder=$1 certificates=$2 programs=$3
mount -t proc proc /proc

mkdir -p "$folder/etc" "$folder/home" "$folder/root" "$folder/programs"
mount -t tmpfs -o mode=755 tmpfs "$folder/etc"
cp -a /etc/. "$folder/etc/"
mount --bind "$folder/etc" /etc
sed -i '/^dev:/d; /^deploy:/d; /^docker:/d; /:x:721[01]:/d' /etc/passwd /etc/shadow /etc/group
printf '%s\n' "dev:x:7210:7210::$folder/home/dev:/bin/bash" "deploy:x:7210:7210::$folder/home/deploy:/bin/bash" >> /etc/passwd
# "*" forbids passwords and nothing else; the "!" of a fresh account would refuse keys too.
printf '%s\n' 'dev:*:19000::::::' 'deploy:*:19000::::::' >> /etc/shadow
printf '%s\n' 'people:x:7210:' 'docker:x:7211:dev,deploy' >> /etc/group
grep -q '^sshd:' /etc/passwd || echo 'sshd:x:7212:65534::/run/sshd:/usr/sbin/nologin' >> /etc/passwd
rm -rf /etc/docker /etc/ssh
mkdir -p /etc/docker/certs.d /etc/ssh
mount --bind "$certificates" /etc/docker/certs.d
mkdir -p "$folder/home/dev" "$folder/home/deploy"
chown -R 7210:7210 "$folder/home/dev" "$folder/home/deploy"

[ -z "$programs" ] || mount --bind "$programs" "$folder/programs"
mount --bind "$folder/root" /root
mount -t tmpfs -o mode=755 tmpfs /run
mkdir -p /run/sshd /run/lock
mount -t tmpfs -o mode=1777 tmpfs /tmp
hostname "${folder##*/}"
printf '127.0.0.1 localhost %s\n' "${folder##*/}" > /etc/hosts
ip link set lo up
echo "ready $pid"
read -r _ || true
