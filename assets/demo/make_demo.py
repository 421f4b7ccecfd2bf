#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# Makes the files of the sample shop: make_demo.py [FOLDER]. The same files every time.
import csv
import datetime
import os
import random
import sys

# GS1 keeps the prefix 952 for demonstrations, so no real article has these numbers.
PREFIX = "9521234"
ZONE = datetime.timezone(datetime.timedelta(hours=1))
NEWEST = datetime.datetime(2026, 11, 24, 14, 30, 0, tzinfo=ZONE)

TEAS = [("SEN", "Sencha", 740), ("GYO", "Gyokuro", 2190), ("BAN", "Bancha", 520),
        ("GEN", "Genmaicha 玄米茶", 690), ("HOJ", "Hōjicha", 660), ("GUN", "Gunpowder", 480),
        ("LUN", "Lung Ching", 1290), ("JAS", "Jasmine pearls", 1490), ("OOL", "Oolong Tie Guan Yin",
        1340), ("FOR", "Formosa oolong", 1180), ("WHI", "White Pai Mu Tan", 1090),
        ("SIL", "Silver needle", 2490), ("DAR", "Darjeeling first flush", 1590),
        ("DA2", "Darjeeling second flush", 1390), ("ASS", "Assam", 620), ("CEY", "Ceylon", 560),
        ("EAR", "Earl Grey", 640), ("EAB", "English breakfast", 590), ("OST", "Ostfriesen-Mischung",
        580), ("LAP", "Lapsang souchong", 880), ("PUE", "Pu-erh", 1240), ("KEE", "Keemun", 930),
        ("CHA", "Masala chai", 610), ("NEP", "Nepal Himalaya", 1120),
        ("YUN", "Yunnan gold", 1260), ("KUK", "Kukicha", 640), ("TAM", "Tamaryokucha", 980),
        ("BER", "Earl Grey with bergamot peel", 790)]
HERBS = [("PEP", "Peppermint"), ("CAM", "Chamomile"), ("FEN", "Fennel, anise, caraway"),
         ("ROO", "Rooibos"), ("ROV", "Rooibos vanilla"), ("HIB", "Hibiscus"),
         ("LEM", "Lemon balm"), ("GIN", "Ginger and turmeric"), ("MAT", "Maté"),
         ("LIN", "Lime blossom"), ("VER", "Verbena"), ("BUC", "Buckwheat そば茶"),
         ("SAG", "Sage"), ("THY", "Thyme and honeybush"), ("APP", "Apple and cinnamon"),
         ("BER", "Forest berries")]
COLOURS = [("BLU", "blue"), ("RED", "red"), ("GRN", "green"), ("WHT", "white"), ("BLK", "black"),
           ("SND", "sand")]
OTHERS = [("FIL-PAP-100", "Paper filters, 100", 240, 180), ("FIL-PAP-500", "Paper filters, 500",
          890, 820), ("FIL-COT-1", "Cotton filter", 490, 30), ("STR-FIN-1", "Strainer, fine", 650,
          70), ("STR-BAL-1", "Tea ball", 450, 40), ("STR-BAS-1", "Brewing basket", 1190, 110),
          ("SPN-MEA-1", "Measuring spoon", 390, 25), ("SPN-BAM-1", "Bamboo spoon", 200, 15),
          ("WHK-BAM-1", "Bamboo whisk 茶筅", 1690, 45), ("BWL-MAT-1", "Matcha bowl", 2490, 380),
          ("MAT-CER-30", "Matcha ceremonial 30 g", 2690, 75), ("MAT-COO-100",
          "Matcha for cooking 100 g", 1890, 145), ("TIM-SND-3", "Sand timer 3 min", 790, 90),
          ("TIM-SND-5", "Sand timer 5 min", 790, 95), ("THE-PRB-1", "Probe thermometer", 1590, 60),
          ("SCL-POC-1", "Pocket scale", 2290, 210), ("TRY-BAM-S", "Bamboo tray, small", 1990, 640),
          ("TRY-BAM-L", "Bamboo tray, large", 3290, 1180), ("WRM-CST-1", "Warmer, cast iron", 2890,
          1450), ("WRM-GLS-1", "Warmer, glass", 1990, 520), ("CAN-TEA-50", "Tea lights, 50", 990,
          760), ("BRU-POT-1", "Brush for spouts", 420, 20), ("BOX-GFT-S", "Gift box, small", 290,
          85), ("BOX-GFT-M", "Gift box, medium", 390, 130), ("BOX-GFT-L", "Gift box, large", 490,
          190), ("RIB-GFT-1", "Ribbon, 10 m", 350, 40), ("CRD-THX-1", "Card \"Thank you\"", 250,
          12), ("CRD-BDY-1", "Card \"Happy birthday\"", 250, 12), ("SMP-GRN-5",
          "Samples green, 5 × 10 g", 990, 80), ("SMP-BLK-5", "Samples black, 5 × 10 g", 990, 80),
          ("SMP-HRB-5", "Samples herbs, 5 × 10 g", 890, 80)]
SWEETS = [("HON-ACA", "Honey acacia 250 g", 690, 420), ("HON-LIN", "Honey lime 250 g", 690, 420),
          ("HON-FOR", "Honey forest 250 g", 720, 420), ("SUG-ROC", "Rock sugar 500 g", 420, 510),
          ("SUG-BRN", "Brown sugar 500 g", 380, 510), ("SYR-ELD", "Elderflower syrup 0.5 l", 790,
          980), ("BIS-SHO", "Shortbread 200 g", 460, 230), ("BIS-GIN", "Ginger biscuits 200 g", 450,
          230), ("BIS-SES", "Sesame crackers 150 g", 390, 175), ("BIS-MAT", "Matcha wafers 120 g",
          520, 150), ("CHO-DRK", "Dark chocolate 70 % 100 g", 390, 108), ("CHO-EAR",
          "Chocolate Earl Grey 100 g", 420, 108), ("JAM-QUI", "Quince jam 220 g", 540, 380),
          ("JAM-SBE", "Sea buckthorn jam 220 g", 590, 380), ("MAR-LUB", "Marzipan 125 g", 480,
          135), ("NUT-ALM", "Roasted almonds 150 g", 560, 165)]


def check_digit(digits):
    return str(-sum(int(d) * (3 if i % 2 == 0 else 1)
                    for i, d in enumerate(reversed(digits))) % 10)


def gtin(number):
    body = f"{PREFIX}{number:05d}"
    return body + check_digit(body)


def all_items():
    """(sku, name, cents, grams) of everything that is sold."""
    items = []
    for code, name, price in TEAS:
        for grams, factor in ((50, 0.55), (100, 1), (250, 2.3), (500, 4.2)):
            cents = int(price * factor / 10) * 10
            weight = grams + grams // 8 + 20
            items.append((f"TEA-{code}-{grams}", f"{name} {grams} g", cents, weight))
    for code, name in HERBS:
        for grams, cents in ((75, 420), (150, 740), (400, 1590)):
            items.append((f"HRB-{code}-{grams}", f"{name} {grams} g", cents, grams + 30))
    for short, colour in COLOURS:
        for ml, cents, grams in ((200, 890, 290), (330, 1090, 420), (500, 1390, 560)):
            items.append((f"MUG-{short}-{ml}", f"Mug {colour} {ml} ml", cents, grams))
        for ml, cents, grams in ((600, 3490, 780), (1000, 4290, 1100)):
            items.append((f"POT-POR-{short}-{ml}", f"Porcelain pot {colour} {ml} ml", cents, grams))
        for ml, cents, grams in ((400, 4900, 1250), (800, 6400, 1650)):
            items.append((f"POT-CST-{short}-{ml}", f"Cast iron pot {colour} {ml} ml", cents, grams))
        for grams, cents in ((100, 690), (250, 990), (500, 1390)):
            items.append((f"TIN-{short}-{grams}", f"Tea tin {colour} for {grams} g", cents,
                          90 + grams // 4))
        items.append((f"CUP-{short}-90", f"Tasting cup {colour} 90 ml", 590, 120))
        items.append((f"TWL-{short}-1", f"Tea towel, {colour} stripes", 1290, 110))
        items.append((f"COS-{short}-4", f"Coasters {colour}, 4", 890, 140))
    for short, colour in COLOURS[:4]:
        for litres, cents, grams in (("10", 5900, 1150), ("17", 7900, 1480)):
            items.append((f"KET-{short}-{litres}", f"Kettle {colour} {litres[0]}.{litres[1]} l",
                          cents, grams))
    for ml, cents, grams in ((500, 1990, 340), (800, 2390, 450), (1200, 2990, 610)):
        items.append((f"POT-GLS-{ml}", f"Glass pot {ml} ml", cents, grams))
        items.append((f"PIT-GLS-{ml}", f"Glass pitcher {ml} ml", cents - 400, grams - 60))
    return items + OTHERS + SWEETS


def all_places():
    """(code, zone, kind): pick places at hand height in zone A, bulk above them in zone B."""
    for zone, kind, aisles, bays, levels in (("A", "pick", 6, 20, 3), ("B", "bulk", 4, 14, 3)):
        for aisle in range(1, aisles + 1):
            order = range(1, bays + 1) if aisle % 2 else range(bays, 0, -1)
            for bay in order:
                for level in range(1, levels + 1):
                    yield f"{zone}-{aisle:02d}-{bay:02d}-{level}", zone, kind


# What an order is like: name, street, postcode, city, region, country, phone.
PEOPLE = [
    ("Zoë Müller", "Lindenstraße 14", "10969", "Berlin", "", "DE", "+49 30 23125 101"),
    ("Jörg Weiß", "Am Hafen 3", "27568", "Bremerhaven", "", "DE", "+49 30 23125 102"),
    ("山田 太郎", "見本町 1-2-3", "100-0001", "東京都", "JP-13", "JP", "+81 3 5550 0103"),
    ("דוד כהן", "רחוב הדוגמה 5", "6100001", "תל אביב", "", "IL", "+972 3 555 0104"),
    ("Κώστας Παράδειγμα", "Οδός Δείγματος 8", "105 57", "Αθήνα", "", "GR", ""),
    ("Łucja Wzorowa", "ul. Przykładowa 21", "00-001", "Warszawa", "", "PL", "+48 22 555 01 06"),
    ("Siobhán O'Sample", "7 Test Quay", "D02 X285", "Dublin", "D", "IE", "+353 1 555 0107"),
    ("Renée Exemple", "12 rue de l’Exemple", "75011", "Paris", "", "FR", "+33 1 99 00 01 08"),
    ("Ağca Örnek", "Deneme Sokak 4", "34000", "İstanbul", "TR-34", "TR", ""),
    ("Bo Example", "7 Test Ave", "46176", "Shelbyville", "IN", "US", "+1 317 555 0110"),
    ("Ana Röß", "Beispielweg 99", "20457", "Hamburg", "", "DE", "+49 30 23125 111"),
    ("王 示例", "示例路 66 号", "200000", "上海", "SH", "CN", "+86 21 5550 0112"),
    ("Kay Stone", "3 Sample Row", "LS1 4DY", "Leeds", "", "GB", "+44 113 496 0113"),
    ("Ørjan Eksempel", "Prøvegata 2", "0150", "Oslo", "", "NO", "+47 22 55 01 14"),
    ("김 예시", "예시로 12", "04524", "서울", "", "KR", "+82 2 555 0115"),
    ("Mária Mintás", "Példa utca 9", "1051", "Budapest", "", "HU", ""),
    ("Иван Пример", "ул. Примерная 1", "1000", "София", "", "BG", ""),
    ("O. Petrov", "Musterallee 5", "04109", "Leipzig", "", "DE", "+49 30 23125 118"),
    ("Café Probe GmbH", "Mustergasse 77", "1010", "Wien", "", "AT", "+43 1 555 0119"),
    ("Lea Übermut", "Probeweg 3a", "8001", "Zürich", "ZH", "CH", "+41 44 555 01 20"),
]
COMPANIES = {18: "Café Probe GmbH", 12: "Stone & Sample Ltd"}
METHODS = ["DHL Paket", "DHL Paket", "DHL Express", "DPD Classic"]
NOTES = {4: "Ring twice, please.\nThe bell is on the left.", 11: "Bitte ohne Plastik verpacken",
         23: "Present: do not enclose a price list.\n\nTo: Mum\nFrom: \"the little one\"",
         31: "お誕生日おめでとう", 36: "charge my card 4111 1111 1111 1111 if it is more",
         44: "נא להשאיר ליד הדלת", 52: "Leave at the\r\nback door; beware of the goose"}

COLUMNS = (
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,"
    "Currency,"
    "Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,"
    "Lineitem quantity,Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,"
    "Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status,Billing Name,"
    "Billing Street,Billing Address1,Billing Address2,Billing Company,Billing City,Billing Zip,"
    "Billing Province,Billing Country,Billing Phone,Shipping Name,Shipping Street,"
    "Shipping Address1,Shipping Address2,Shipping Company,Shipping City,Shipping Zip,"
    "Shipping Province,Shipping Country,Shipping Phone,Notes,Note Attributes,Cancelled at,"
    "Payment Method,Payment Reference,Refunded Amount,Vendor,Outstanding Balance,Employee,Location,"
    "Device ID,Id,Tags,Risk Level,Source,Lineitem discount,Tax 1 Name,Tax 1 Value,Tax 2 Name,"
    "Tax 2 Value,Tax 3 Name,Tax 3 Value,Tax 4 Name,Tax 4 Value,Tax 5 Name,Tax 5 Value,Phone,"
    "Receipt Number,Duties,Billing Province Name,Shipping Province Name,Payment ID,"
    "Payment Terms Name,Next Payment Due At,Payment References").split(",")


def money(cents):
    return f"{cents // 100}.{cents % 100:02d}"


def moment(when):
    return when.strftime("%Y-%m-%d %H:%M:%S +0100")


class Order:
    """One order; lines are [sku, name, cents, qty, line discount, ships?]."""

    def __init__(self, n, items, rng):
        self.n, self.rng = n, rng
        self.person = PEOPLE[n % len(PEOPLE)]
        self.created = NEWEST - datetime.timedelta(minutes=(60 - n) * 25 + rng.randrange(20))
        self.status, self.method, self.tip = "paid", "Shopify Payments", 0
        self.code, self.off, self.on_top = "", 0, False
        self.head = {}
        count = rng.choice([1, 1, 2, 2, 2, 3, 3, 4, 5])
        self.lines = [[*rng.choice(items)[:3], rng.choice([1, 1, 1, 2, 2, 3, 6]), 0, True]
                      for _ in range(count)]

    def goods(self):
        return sum(line[2] * line[3] for line in self.lines)

    def line_row(self, line):
        sku, name, cents, qty, off, ships = line
        return {"Lineitem quantity": qty, "Lineitem name": name, "Lineitem price": money(cents),
                "Lineitem sku": sku, "Lineitem requires shipping": "true" if ships else "false",
                "Lineitem taxable": "true" if ships else "false",
                "Lineitem fulfillment status": self.head.get("Fulfillment Status", "pending")
                .replace("unfulfilled", "pending"),
                "Vendor": "Harbour Tea & Table" if ships else "", "Lineitem discount": money(off)}

    def address(self, kind):
        name, street, postcode, city, region, country, phone = self.person
        guard = "'" if postcode[:1] == "0" or postcode.isdigit() else ""
        return {f"{kind} Name": name, f"{kind} Street": street, f"{kind} Address1": street,
                f"{kind} Company": COMPANIES.get(self.n % len(PEOPLE), ""), f"{kind} City": city,
                f"{kind} Zip": guard + postcode, f"{kind} Province": region,
                f"{kind} Country": country, f"{kind} Phone": f"'{phone}" if phone else ""}

    def first_row(self):
        subtotal = self.goods() - self.off
        shipping = 0 if subtotal >= 6000 else 490
        tax = (subtotal + shipping) * (19 if not self.on_top else 8) // (119 if not self.on_top
                                                                        else 100)
        total = subtotal + shipping + self.tip + (tax if self.on_top else 0)
        rate = "DE MwSt 19%" if not self.on_top else "State tax 8%"
        row = {"Financial Status": self.status, "Fulfillment Status": "unfulfilled",
               "Accepts Marketing": self.rng.choice(["yes", "no"]), "Currency": "EUR",
               "Paid at": moment(self.created + datetime.timedelta(seconds=31))
               if self.status in ("paid", "refunded", "partially_refunded") else "",
               "Subtotal": money(subtotal), "Shipping": money(shipping), "Taxes": money(tax),
               "Total": money(total), "Discount Code": self.code,
               "Discount Amount": money(self.off),
               "Shipping Method": METHODS[self.n % len(METHODS)], "Notes": NOTES.get(self.n, ""),
               "Payment Method": self.method, "Refunded Amount": "0.00",
               "Outstanding Balance": money(total if self.status == "pending" else 0),
               "Id": 5520000001000 + self.n, "Risk Level": "Low", "Source": "web",
               "Tax 1 Name": rate, "Tax 1 Value": money(tax),
               "Payment References": "r" + format(self.n * 7919, "x"),
               **self.address("Billing"), **self.address("Shipping")}
        row.update({k: v(total) if callable(v) else v for k, v in self.head.items()})
        return row

    def rows(self):
        same = {"Name": f"#{1000 + self.n}", "Email": f"customer{1000 + self.n}@example.com",
                "Created at": moment(self.created)}
        lines = list(self.lines)
        if self.tip:
            lines.append(["", "Tip", self.tip, 1, 0, False])
        first = self.first_row()
        for i, line in enumerate(lines):
            yield {**same, **(first if i == 0 else {}), **self.line_row(line)}


def line(items, sku, qty, off=0):
    item = next(i for i in items if i[0] == sku)
    return [item[0], item[1], item[2], qty, off, True]


def shape(orders, items):
    """The orders that show what real exports hold."""
    cancelled = {"Cancelled at": moment(orders[9].created + datetime.timedelta(minutes=40))}
    orders[0].lines = [line(items, "MUG-BLU-330", 3), line(items, "TEA-SEN-100", 2),
                       line(items, "SPN-BAM-1", 1)]
    orders[1].lines = [line(items, "TEA-EAR-250", 2), line(items, "TIN-RED-250", 2)]
    orders[2].tip = 300
    orders[5].tip = 150
    orders[6].code, orders[6].off = "AUTUMN10", orders[6].goods() // 10
    orders[7].lines[0][4] = orders[7].off = orders[7].lines[0][2] // 5
    orders[8].status, orders[8].head = "refunded", {"Refunded Amount": money}
    orders[9].status, orders[9].head = "voided", cancelled
    orders[12].status, orders[12].method = "pending", "Bank Deposit"
    orders[14].lines = [line(items, "TEA-ASS-250", 2), line(items, "TEA-ASS-250", 3, 250)]
    orders[14].off = 250
    orders[17].method, orders[17].head = "Gift Card + Shopify Payments", {
        "Payment References": "r-gift + r-card", "Payment ID": "p-gift + p-card"}
    orders[19].lines = [line(items, "WHK-BAM-1", 2), line(items, "BWL-MAT-1", 1)]
    orders[20].lines = [line(items, "KET-RED-17", 4)]
    orders[24].lines.append(["BAG-XX-1", "Bag of the old catalogue", 990, 1, 0, True])
    orders[27].status, orders[27].head = "partially_refunded", {"Refunded Amount": "5.00"}
    orders[29].head = {"Fulfillment Status": "fulfilled", "Fulfilled at":
                       moment(orders[29].created + datetime.timedelta(minutes=5)), "Source": "pos"}
    orders[33].lines.append(["SRV-WRAP", "Gift wrapping", 350, 1, 0, False])
    for order in orders:
        order.on_top = order.person[5] == "US"
    orders[40].lines = [line(items, sku, 1) for sku in
                        ("TEA-CHA-100", "HRB-ROO-150", "HON-LIN", "BIS-SHO", "MUG-WHT-330",
                         "STR-BAS-1", "FIL-PAP-100", "BOX-GFT-L", "RIB-GFT-1", "CRD-BDY-1")]
    orders[45].lines = [line(items, "TEA-OST-500", 12), line(items, "SUG-ROC", 10)]


def write(folder, name, header, rows):
    with open(os.path.join(folder, name), "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def write_master(folder, items, rng):
    numbers = {item[0]: gtin(n) for n, item in enumerate(items, 1) if item[0] != "SPN-BAM-1"}
    write(folder, "items.csv", ["sku", "name", "gtin", "price", "currency", "weight_g"],
          [[sku, name, numbers.get(sku, ""), money(cents), "EUR", grams]
           for sku, name, cents, grams in items])
    places = list(all_places())
    checks = rng.sample(range(10, 100), 90)
    write(folder, "places.csv", ["place", "zone", "kind", "walk", "check"],
          [[code, zone, kind, 10 * n, checks[n % len(checks)]]
           for n, (code, zone, kind) in enumerate(places, 1)])
    picks = [p[0] for p in places if p[2] == "pick"]
    bulks = [p[0] for p in places if p[2] == "bulk"]
    rng.shuffle(picks)
    rows = []
    few = {"WHK-BAM-1": 1, "KET-RED-17": 2, "TEA-EAR-250": 9}
    for sku, name, cents, grams in items:
        perishable = sku.startswith(("MAT-", "TEA-GYO"))
        received = f"2026-{rng.randrange(8, 11):02d}-{rng.randrange(1, 28):02d}"
        rows.append([sku, picks.pop(), few.get(sku, rng.randrange(12, 60)),
                     f"L26{rng.randrange(100, 999)}" if perishable else "", received])
        if sku not in ("WHK-BAM-1", "KET-RED-17") and (bulks and rng.random() < 0.45 or
                                                      sku == "TEA-EAR-250"):
            rows.append([sku, bulks.pop(0), rng.randrange(24, 200),
                         f"L26{rng.randrange(100, 999)}" if perishable else "", "2026-11-02"])
    write(folder, "stock.csv", ["sku", "place", "qty", "lot", "received_at"], rows)


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))
    rng, items = random.Random(952), all_items()
    assert len({item[0] for item in items}) == len(items)
    write_master(folder, items, rng)
    orders = [Order(n, items, rng) for n in range(1, 61)]
    shape(orders, items)
    rows = [row for order in reversed(orders) for row in order.rows()]
    write(folder, "orders-shopify.csv", COLUMNS,
          [[row.get(column, "") for column in COLUMNS] for row in rows])


if __name__ == "__main__":
    main()
