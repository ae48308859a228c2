// Keeps the district in view at every width, and adds the scale, the north mark and the notes.
(function (map, view) {
  let home = null;

  function fit() {
    const size = map.getSize();
    // A map in a closed tab or expander has no size yet; fitting it would zoom to a dot.
    if (size.x < 60 || size.y < 60) return;
    map.setMinZoom(0);
    map.fitBounds(view.bounds, { padding: [10, 10], animate: false });
    home = map.getZoom();
    map.setMinZoom(home);
    hold();
  }

  // While everything is in view, a finger that moves over the map scrolls the page.
  function hold() {
    if (home !== null && map.getZoom() > home + 0.01) map.dragging.enable();
    else map.dragging.disable();
  }

  function note(position, className, text) {
    const control = L.control({ position: position });
    control.onAdd = function () {
      const box = L.DomUtil.create("div", className);
      box.textContent = text;
      return box;
    };
    control.addTo(map);
  }

  const scale = L.control.scale({ imperial: false, maxWidth: 90, position: "bottomleft" });
  scale._updateMetric = function (widest) {
    const metres = this._getRoundNum(widest);
    const text = metres < 1000 ? metres + " " + view.metres : metres / 1000 + " " + view.kilometres;
    this._updateScale(this._mScale, text, metres / widest);
  };

  L.control.zoom({ zoomInTitle: view.zoom_in, zoomOutTitle: view.zoom_out, position: "topleft" })
    .addTo(map);
  scale.addTo(map);
  note("topright", "north", view.north);
  if (view.note) note("bottomright", "map-note", view.note);
  map.getContainer().setAttribute("role", "group");
  map.getContainer().removeAttribute("tabindex");
  map.on("resize", fit);
  map.on("zoomend", hold);
  fit();
})({{ this._parent.get_name() }}, {{ this.view }});
