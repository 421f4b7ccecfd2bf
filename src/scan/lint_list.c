// SPDX-License-Identifier: Apache-2.0
// Checks against lists: countries, currencies, types of packages and of data carriers.
#include <string.h>

#include "country.h"
#include "lint_checks.h"

enum { CURRENCY_ROW = 6 };

// ISO 4217: three digits and three letters per currency.
static const char currencies[] =
    "008ALL012DZD032ARS036AUD044BSD048BHD050BDT051AMD052BBD060BMD064BTN068BOB072BWP084BZD090SBD"
    "096BND104MMK108BIF116KHR124CAD132CVE136KYD144LKR152CLP156CNY170COP174KMF188CRC192CUP203CZK"
    "208DKK214DOP222SVC230ETB232ERN238FKP242FJD262DJF270GMD292GIP320GTQ324GNF328GYD332HTG340HNL"
    "344HKD348HUF352ISK356INR360IDR364IRR368IQD376ILS388JMD392JPY396XAD398KZT400JOD404KES408KPW"
    "410KRW414KWD417KGS418LAK422LBP426LSL430LRD434LYD446MOP454MWK458MYR462MVR480MUR484MXN496MNT"
    "498MDL504MAD512OMR516NAD524NPR532XCG533AWG548VUV554NZD558NIO566NGN578NOK586PKR590PAB598PGK"
    "600PYG604PEN608PHP634QAR643RUB646RWF654SHP682SAR690SCR702SGD704VND706SOS710ZAR728SSP748SZL"
    "752SEK756CHF760SYP764THB776TOP780TTD784AED788TND800UGX807MKD818EGP826GBP834TZS840USD858UYU"
    "860UZS882WST886YER901TWD924ZWG925SLE926VED927UYW928VES929MRU930STN933BYN934TMT936GHS938SDG"
    "940UYI941RSD943MZN944AZN946RON947CHE948CHW949TRY950XAF951XCD952XOF953XPF955XBA956XBB957XBC"
    "958XBD959XAU960XDR961XAG962XPT963XTS964XPD965XUA967ZMW968SRD969MGA970COU971AFN972TJS973AOA"
    "975BGN976CDF977BAM978EUR979MXV980UAH981GEL984BOV985PLN986BRL990CLF994XSU997USN999XXX";

// UN/ECE Recommendation 21 with the additions of GS1 (code list PackageTypeCode).
static const char packages[] =
    " 1A 1B 1D 1F 1G 1W 200 201 202 203 204 205 206 210 211 212 2C 3A 3H 43 44 4A 4B 4C 4D 4F 4G"
    " 4H 5H 5L 5M 6H 6P 7A 7B 8 8A 8B 8C 9 AA AB AC AD AF AG AH AI AJ AL AM AP APE AT AV B4 BB BC"
    " BD BE BF BG BGE BH BI BJ BK BL BM BME BN BO BP BQ BR BRI BS BT BU BV BW BX BY BZ CA CB CBL"
    " CC CCE CD CE CF CG CH CI CJ CK CL CM CN CO CP CQ CR CS CT CU CV CW CX CY CZ DA DB DC DG DH"
    " DI DJ DK DL DM DN DP DPE DR DS DT DU DV DW DX DY E1 E2 E3 EC ED EE EF EG EH EI EN FB FC FD"
    " FE FI FL FO FOB FP FPE FR FT FW FX GB GI GL GR GU GY GZ HA HB HC HG HN HR IA IB IC ID IE IF"
    " IG IH IK IL IN IZ JB JC JG JR JT JY KG KI LAB LE LG LT LU LV LZ MA MB MC ME MPE MR MS MT MW"
    " MX NA NE NF NG NS NT NU NV OA OB OC OD OE OF OK OPE OT OU P2 PA PAE PB PC PD PE PF PG PH PI"
    " PJ PK PL PLP PN PO POP PP PPE PR PT PU PUE PV PX PY PZ QA QB QC QD QF QG QH QJ QK QL QM QN"
    " QP QQ QR QS RB1 RB2 RB3 RCB RD RG RJ RK RL RO RT RZ S1 SA SB SC SD SE SEC SH SI SK SL SM SO"
    " SP SS ST STL SU SV SW SX SY SZ T1 TB TC TD TE TEV TG THE TI TK TL TN TO TR TRE TS TT TTE TU"
    " TV TW TWE TY TZ UC UN UUE VA VG VI VK VL VN VO VP VQ VR VS VY WA WB WC WD WF WG WH WJ WK WL"
    " WM WN WP WQ WR WRP WS WT WU WV WW WX WY WZ X11 X12 X15 X16 X17 X18 X19 X20 X3 XA XB XC XD"
    " XF XG XH XJ XK YA YB YC YD YF YG YH YJ YK YL YM YN YP YQ YR YS YT YV YW YX YY YZ ZA ZB ZC"
    " ZD ZF ZG ZH ZJ ZK ZL ZM ZN ZP ZQ ZR ZS ZT ZU ZV ZW ZX ZY ZZ ";

const char *lint_currency_of(const char *digits)
{
    for (const char *row = currencies; *row; row += CURRENCY_ROW)
        if (memcmp(row, digits, 3) == 0)
            return row + 3;
    return NULL;
}

bool lint_iso3166(const struct lint_text *text, struct lint_fault *ret_fault)
{
    bool good = text->len == 3 && country_of_number(text->text);
    return good || lint_object(ret_fault, FAULT_COUNTRY, 0, text->len);
}

bool lint_iso3166999(const struct lint_text *text, struct lint_fault *ret_fault)
{
    bool many = text->len == 3 && memcmp(text->text, "999", 3) == 0;
    return many || lint_iso3166(text, ret_fault);
}

bool lint_iso3166alpha2(const struct lint_text *text, struct lint_fault *ret_fault)
{
    bool good = text->len == 2 && country_known(text->text);
    return good || lint_object(ret_fault, FAULT_COUNTRY, 0, text->len);
}

bool lint_iso4217(const struct lint_text *text, struct lint_fault *ret_fault)
{
    bool good = text->len == 3 && lint_currency_of(text->text);
    return good || lint_object(ret_fault, FAULT_CURRENCY, 0, text->len);
}

bool lint_packagetype(const struct lint_text *text, struct lint_fault *ret_fault)
{
    bool found = false;
    for (const char *here = packages; here[1] && !found; here = strchr(here + 1, ' '))
        found = text->len > 0 && text->len <= 3 && memcmp(here + 1, text->text, text->len) == 0 &&
                here[1 + text->len] == ' ';
    return found || lint_object(ret_fault, FAULT_PACKAGE, 0, text->len);
}

// 01 to 10 are given by ICCBBA, 80 to 99 are for national use; the rest is reserved (GS1 General
// Specifications, table of AIDC media types).
bool lint_mediatype(const struct lint_text *text, struct lint_fault *ret_fault)
{
    bool digits =
        text->len == 2 && g_ascii_isdigit(text->text[0]) && g_ascii_isdigit(text->text[1]);
    int type = digits ? lint_number(text->text, 2) : 0;
    bool good = (type >= 1 && type <= 10) || type >= 80;
    return good || lint_object(ret_fault, FAULT_MEDIA, 0, text->len);
}
