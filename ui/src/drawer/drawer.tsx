import { useDrawer } from "../frame/drawer.tsx";

export function Drawer() {
  const { drawn } = useDrawer();
  return drawn && <aside className="drawer" />;
}
