// Draws the shapes of one map. Every text becomes a text node, so nothing in it can run.
(function (group, drawing) {
  const shapes = [];
  const patterns = {};

  function fillOf(shape) {
    if (!shape.hatch) return shape.fill;
    const id = ["hatch", shape.hatch, shape.fill.replace("#", ""), shape.tile].join("-");
    patterns[id] = shape;
    return "url(#" + id + ")";
  }

  function tooltipOf(shape) {
    const box = document.createElement("div");
    [shape.label].concat(shape.detail).forEach(function (text, i) {
      const line = document.createElement(i ? "div" : "strong");
      line.textContent = text;
      box.appendChild(line);
    });
    return box;
  }

  function prepare(path, shape) {
    path.feature = { type: "Feature", id: shape.id, properties: {} };
    path.priemna = shape;
    path.bindTooltip(tooltipOf(shape), { sticky: true, className: "detail" });
    if (shape.selectable) {
      path.on("mouseover", function () { path.setStyle({ weight: shape.weight + 1.5 }); });
      path.on("mouseout", function () { path.setStyle({ weight: shape.weight }); });
      shapes.push(path);
    }
    path.addTo(group);
  }

  drawing.areas.forEach(function (area) {
    const style = {
      color: area.stroke, weight: area.weight, dashArray: area.dash || null,
      fill: true, fillColor: fillOf(area), fillOpacity: area.fill === "none" ? 0 : 1,
      className: area.selectable ? "shape" : "shape still",
    };
    L.geoJSON(area.geometry, { style: style }).eachLayer(function (path) {
      prepare(path, area);
    });
    if (area.name_at) {
      const name = document.createElement("span");
      name.textContent = area.label;
      L.tooltip({ permanent: true, direction: "center", className: area.name_class, opacity: 1 })
        .setLatLng(area.name_at).setContent(name).addTo(group);
    }
  });

  drawing.lines.forEach(function (line) {
    // A paper-coloured line beneath keeps the route readable over dark areas.
    L.polyline(line.points, { color: drawing.paper, weight: 7, opacity: 0.9, interactive: false })
      .addTo(group);
    prepare(L.polyline(line.points, {
      color: line.stroke, weight: line.weight, dashArray: line.dash || null, className: "shape",
    }), line);
  });

  drawing.circles.forEach(function (circle) {
    prepare(L.circleMarker([circle.lat, circle.lon], {
      radius: circle.radius, color: circle.stroke, weight: circle.weight,
      dashArray: circle.dash || null, fill: true, fillColor: fillOf(circle),
      fillOpacity: circle.fill === "none" ? 0 : 1, className: "shape",
    }), circle);
    if (circle.hole) {
      L.circleMarker([circle.lat, circle.lon], {
        radius: circle.hole, color: circle.stroke, weight: 0.8, interactive: false,
        fill: true, fillColor: drawing.paper, fillOpacity: 1,
      }).addTo(group);
    }
  });

  function hatch(defs, id, shape) {
    if (document.getElementById(id)) return;
    const pattern = L.SVG.create("pattern");
    const size = shape.tile;
    const ground = L.SVG.create("rect");
    const attributes = { id: id, width: size, height: size, patternUnits: "userSpaceOnUse" };
    if (shape.hatch === "rising") attributes.patternTransform = "rotate(30)";
    if (shape.hatch === "falling") attributes.patternTransform = "rotate(-30)";
    Object.keys(attributes).forEach(function (k) { pattern.setAttribute(k, attributes[k]); });
    ground.setAttribute("width", size);
    ground.setAttribute("height", size);
    ground.setAttribute("fill", shape.fill);
    pattern.appendChild(ground);
    const mark = L.SVG.create(shape.hatch === "dots" ? "circle" : "line");
    if (shape.hatch === "dots") {
      mark.setAttribute("cx", size / 2);
      mark.setAttribute("cy", size / 2);
      mark.setAttribute("r", 1.2);
      mark.setAttribute("fill", drawing.ink);
    } else {
      mark.setAttribute("x1", size / 2);
      mark.setAttribute("x2", size / 2);
      mark.setAttribute("y2", size);
      mark.setAttribute("stroke", drawing.ink);
      mark.setAttribute("stroke-width", 1.2);
    }
    pattern.appendChild(mark);
    defs.appendChild(pattern);
  }

  // One stop of the Tab key for the whole map, arrow keys from shape to shape, Enter chooses.
  function reach(path, index) {
    const element = path.getElement();
    element.setAttribute("tabindex", index === 0 ? "0" : "-1");
    element.setAttribute("role", "button");
    element.setAttribute("aria-label", [path.priemna.label].concat(path.priemna.detail).join(". "));
    if (path.priemna.selected) element.setAttribute("aria-pressed", "true");
    element.addEventListener("focus", function () { path.openTooltip(); });
    element.addEventListener("blur", function () { path.closeTooltip(); });
    element.addEventListener("keydown", function (event) {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (step) {
        const next = shapes[(index + step + shapes.length) % shapes.length].getElement();
        element.setAttribute("tabindex", "-1");
        next.setAttribute("tabindex", "0");
        next.focus();
      } else if (event.key === "Enter" || event.key === " ") {
        window.priemnaChosenByKey = path.priemna.id;
        path.fire("click", { latlng: path.getLatLng ? path.getLatLng() : path.getCenter() }, true);
      } else {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
    });
  }

  group.on("add", function () {
    // The title belongs to the drawing: in the map itself a changed one would load the map again.
    if (drawing.title) group._map.getContainer().setAttribute("aria-label", drawing.title);
    if (shapes.length === 0) return;
    const svg = shapes[0].getElement().ownerSVGElement;
    const defs = svg.insertBefore(L.SVG.create("defs"), svg.firstChild);
    Object.keys(patterns).forEach(function (id) { hatch(defs, id, patterns[id]); });
    shapes.forEach(reach);
    shapes.forEach(function (path) { if (path.priemna.selected) path.bringToFront(); });
    // Areas brought forward must not cover the circles and lines above them.
    group.eachLayer(function (path) {
      if (path.setStyle && !(path instanceof L.Polygon)) path.bringToFront();
    });
    const again = shapes.find(function (path) {
      return path.priemna.id === window.priemnaChosenByKey;
    });
    if (again && document.activeElement === document.body && document.hasFocus()) {
      again.getElement().focus();
    }
    window.priemnaChosenByKey = null;
  });
})({{ this._parent.get_name() }}, {{ this.drawing }});
