#!/bin/sh
# SPDX-License-Identifier: MulanPSL-2.0
# Install from an unpacked offline archive, without a network. Run it in the folder where the
# program shall stay (for example /opt/zhijuan):    sh packaging/install.sh
# It checks every file, makes the local environment, and adds a menu entry: for everybody when run
# by root, else for the current user. Nothing outside this folder and that entry is touched.
set -eu

here=$(cd "$(dirname "$0")/.." && pwd)
cd "$here"

if [ -f SHA256SUMS ]; then
    sha256sum --check --quiet SHA256SUMS || {
        echo "文件与清单不符，可能拷贝出错，请重新拷贝安装包。  Files differ from SHA256SUMS: copy the archive again." >&2
        exit 1
    }
    echo "文件核对无误。  All files match SHA256SUMS."
fi

"${PYTHON:-python3}" scripts/setup.py --window

if [ "$(id -u)" -eq 0 ]; then
    menu=/usr/share/applications
else
    menu="${XDG_DATA_HOME:-$HOME/.local/share}/applications"
fi
mkdir -p "$menu"
chmod 755 "$here/packaging/zhijuan"
sed -e "s|@HERE@|$here|g" "$here/packaging/zhijuan.desktop.in" >"$menu/zhijuan.desktop"
echo "已装好，可从菜单打开“职卷”，或运行 $here/packaging/zhijuan  Installed."
