"""Two published maps of small counts, for comparison with R and pysal."""

import numpy as np

SCOTLAND = """
9/1.4/1.6 39/8.7/1.6 11/3/1 9/2.5/2.4 15/4.3/1 8/2.4/2.4 26/8.1/1 7/2.3/0.7 6/2/0.7 20/6.6/1.6
13/4.4/0.7 5/1.8/1.6 3/1.1/1 8/3.3/2.4 17/7.8/0.7 9/4.6/1.6 2/1.1/1 7/4.2/0.7 9/5.5/0.7 7/4.4/1
16/10.5/0.7 31/22.7/1.6 11/8.8/1 7/5.6/0.7 19/15.5/0.1 15/12.5/0.1 7/6/0.7 10/9/0.7 16/14.4/1
11/10.2/1 5/4.8/0.7 3/2.9/2.4 7/7/1 8/8.5/0.7 11/12.3/0.7 9/10.1/0 11/12.7/1 8/9.4/0.1 6/7.2/1.6
4/5.3/0 10/18.8/0.1 8/15.8/1.6 2/4.3/1.6 6/14.6/0 19/50.7/0.1 3/8.2/0.7 2/5.6/0.1 3/9.3/0.1
28/88.7/0 6/19.6/0.1 1/3.4/0.1 1/3.6/0 1/5.7/0.1 1/7/0.1 0/4.2/1.6 0/1.8/1
"""
"""Lip cancer in the 56 districts of Scotland, 1975-1980: cases, expected cases, tenth of the share
of people who work in agriculture, fishing or forestry (Clayton and Kaldor 1987, table 1)."""

CAROLINA = """
Ashe:1/1091 Alleghany:0/487 Surry:5/3188 Currituck:1/508 Northampton:9/1421 Hertford:7/1452
Camden:0/286 Gates:0/420 Warren:4/968 Stokes:1/1612 Caswell:2/1035 Rockingham:16/4449
Granville:4/1671 Person:4/1556 Vance:4/2180 Halifax:18/3608 Pasquotank:3/1638 Wilkes:4/3146
Watauga:1/1323 Perquimans:1/484 Chowan:1/751 Avery:0/781 Yadkin:1/1269 Franklin:2/1399
Forsyth:10/11858 Guilford:23/16184 Alamance:13/4672 Bertie:6/1324 Orange:4/3164 Durham:16/7970
Nash:8/4021 Mitchell:0/671 Edgecombe:10/3657 Caldwell:6/3609 Yancey:0/770 Martin:2/1549
Wake:16/14484 Madison:2/765 Iredell:4/4139 Davie:1/1207 Alexander:0/1333 Davidson:8/5509
Burke:5/3573 Washington:5/990 Tyrrell:0/248 McDowell:5/1946 Randolph:7/4456 Chatham:2/1646
Wilson:11/3702 Rowan:3/4606 Pitt:14/5094 Catawba:5/5754 Buncombe:9/7515 Johnston:6/3999
Haywood:2/2110 Dare:0/521 Beaufort:7/2692 Swain:3/675 Greene:4/870 Lee:5/2252 Rutherford:12/2992
Wayne:18/6638 Harnett:6/3776 Cleveland:10/4866 Lincoln:8/2216 Jackson:2/1143 Moore:5/2648
Mecklenburg:44/21588 Cabarrus:3/4099 Montgomery:3/1258 Stanly:5/2356 Henderson:5/2574 Graham:0/415
Lenoir:10/3589 Transylvania:3/1173 Gaston:11/9014 Polk:1/533 Macon:0/797 Sampson:4/3025
Pamlico:1/542 Cherokee:2/1027 Cumberland:38/20366 Jones:1/578 Union:4/3915 Anson:15/1570
Hoke:7/1494 Hyde:0/338 Duplin:4/2483 Richmond:4/2756 Clay:0/284 Craven:13/5868 Scotland:8/2255
Onslow:29/11158 Robeson:31/7889 Carteret:5/2414 Bladen:8/1782 Pender:4/1228 Columbus:15/3350
New_Hanover:12/5526 Brunswick:5/2181
"""
"""Sudden infant deaths and births in the 100 counties of North Carolina, 1974-1978 (Cressie and
Read 1985; ``nc.sids`` of R's spData)."""


def scotland():
    """Cases, expected cases and outdoor work, each of shape (56,)."""
    return np.array([[float(x) for x in word.split("/")] for word in SCOTLAND.split()]).T


def carolina():
    """Names of the counties, deaths and births."""
    rows = [word.split(":") for word in CAROLINA.split()]
    counts = np.array([[float(x) for x in numbers.split("/")] for _, numbers in rows]).T
    return [name for name, _ in rows], *counts
