"""200 digits of 8 × 8 pixels: scikit-learn, which has 1797 of them, is not in the browser.

They are the first of the test part of "Optical Recognition of Handwritten Digits" (E. Alpaydin and C. Kaynak, 1998, UCI
Machine Learning Repository, doi.org/10.24432/C50P49), under the licence CC BY 4.0, as scikit-learn brings them. They
are unchanged. `python -m docs.digits` writes them here.
"""

from __future__ import annotations

import base64
import bz2

from nn.data.dataset import Dataset

SIDE = 8


def digits(count: int, noise: float, seed: int) -> Dataset:
    """The first `count` digits, each a list of 64 levels from 0 to 1, row by row. Nothing in them is drawn by chance.

    >>> digits(5, 0.0, 0).ys
    [0, 1, 2, 3, 4]
    """
    plain = bz2.decompress(base64.b85decode(PACKED.replace("\n", "")))
    rows = [plain[i : i + 1 + SIDE * SIDE] for i in range(0, len(plain), 1 + SIDE * SIDE)][:count]
    names = [f"p{i}_{j}" for i in range(1, SIDE + 1) for j in range(1, SIDE + 1)]
    xs = [[level / 16.0 for level in row[1:]] for row in rows]
    return Dataset(xs, [row[0] for row in rows], classes=[str(digit) for digit in range(10)], features=names)


PACKED = """\
LRx4!F+o`-Q&~#YS<wIlLf`;@|G)rX7yyV8cfd|IJ$C>;U1R_o&p7wDb}xIDPU-7S-QMqWyOZATdbixw?Vh}B$qE5PodC%JVkzJznK42qkO&AGo(gI-
Qht;gVj^Wc6cV112!@CfY9N{sG?(YEay(h@jnz_)<qbZ9wkh(Z330f^>_$TDli#CfAH05eFe#o@flWRl!A4}0V(NNF-Kuu%hFrVQu5d3FqM)9zQCU_Ep<f
2ftjvP|XiuJVa#XtrsBcMM)G}e7M^5yX2hN>p=5gux639G|TkKoJuq|;+RUJZCq<Ks{>*hCwHtaRL@`Bxi#PbxcLK`}M*Do~)>}c;Z!8CL^7iAvuE}fT<<
6QPVX>+A3P31?{)_MZ6F@|=F)k~yp52%SU6GiB=S3WGiaemb|hpXG!J#O=0tzAM1WChE>T}6WBadsN=h7%POiG!Cz*fT`F-
4yx9u7!5Q=hLQLe=9dQkg+^@NIKoBe=jKmFGsTpoNn(Jh?^M4*<8g^2qH>L<;|mXeGR9$P=(5XntV$yA9y?%XGFC^%smj3wwD-yw*j`-jvB4+Z2ZxEOp-
9HMNT@)kEkwHcg7R#XY$cqR<;Kk5>Tg9&@=O&5Z$_l0ugjTQ~{Rdx8ymU{pzju)|CR-=F^LXuwG6y$0Jp0iI;`Lg&qk(ld-
1w3c;V%ilXhO3TDs+3f<zMYavLa^BplD8XdLT`^<AyLq(i%6Zpu{hPshpyyRK4VDDERSc~se=a!VR=T}10dYbx}`x|&L&WrItTZPy4gef~8=2A{Dg!qz3P
v;!>_uc4_46;evC-VYjlhsHa^<P;b+X?)WiMr*<4ltjX9wh!`hwfs}s4QPtN=f^8^8u6tj0;J&1`x$mf}OMKd}be5Wrmn3`7*#+CtogSm7KD9`m92G_p6y
enMkuqI$=FXag>HRtC0Cs)_SrT{rAj67f|}nFqZv8BMu?N3{H1?gOn=iEwBX<uOW<VhxRu%s2LVh`!hE<HZk8V@eYxb-Tn`_!{HdR4CS8MM@UD3pd&Af39
3Sw7?D|Jqt!ttgR*duw(YuVzE&93>!**wf)sbMb@$!f5m#$;dJ+P8jyA<Psa-~$kc>A90GbvtiAFLa>WX$CL@zn^|0kHQRw3t=>MNSos40b`-
o5iOW5alxZCvXq7$V3VB}E2C2(b#3eWm&M_C}A^rk=BEv3lcXG(wejho8Sl!H<ka{<{o(FvTSZz*3!v;|Rd6+Y&2lKbB4)fKM^?InwOjZPLzw^AJf3wXPA
vBFKOU>t=F=h{{<YeS(L?4t;mieJB|;MC2$LVKFI&2@qgVki&FoU3Rd+k>W}z8wqHzw8BGdB$TOaHo%!kOd%&3A*AgsfoKMMsV3P9LawBnVQB;M6Nv++6A
X~m(c?DGm`prygr@gJI>kw(DV$EXQXE5-<?V+Mh7-Mc=gt~xv5%HWX@GW`VJ28ks-_U8LfH%_PZ+ByGKY6lYz?r=9~etcm|7m2t*1}Cpq#}4w2#Vx+YI$s
>VUV2(oWKu;!XEP*sI5;9;C(9vR|}LYJl5r9iU;8Nwl+@y}8$Y<4F&@rJdoR+bIVX+m;?7;srd(qK$7V6rMW0*t<d`k!VoyH+<H7xmUPEv{SZ&I_tgao}}
aI#Vt6|h_e_LotH0Ou3qasc-$ea(P@@=gzcU=zO1H1PT4<{QOU^$lnBk%I-iiSA5OdatUx3IMk6hx#wgl-
O!ZL5n6eA%eRzei*UCMLmSmvo+@Lvsb1C&IC0bX;m#l`o!R8r;t}tjiPm0<RqZ3UYJx$q19Mt=oivwt6Lr58BZo1tB6oy?T@`WT9FS*T`VU(mTfrOtOhy|
fKLrH|oA;t%7ph8WsB;zv37N|v#SpfARgzW$qh!9YL#3VG&epi)Cw95%1gdnimLQ)jKm2?$l1+am>s(f;r?x)Vmf$JqOq$EF>Z6t@HLo8F*X(kXNfTURr;
(#S2_cUu%6`Q#U#0zAAEW;<csAGO!oMM957Q@seG~Rh<6V$&t?zx%c1GYc~GKa)H`PIvI&09i-JgG8-
oij*D@MNTl3;nvCv&54ufO?pFX@ZcQJag4Mt9oJekef-g-l*BSBo2?Y&3mo<-
ug&Kx;b^W9;6N7Y`~2e$pp{jEJm<^=W;q8@h*Hr2=V+r_cs%5!>`;<_lq>UoHprhp1IvgX%I&b2otf4Z!M&3*}YTSG_;9*<QaO#QVIknKv<+yhv=vryRBr
CnI-L2X_ItWEq5qlAv$)COGS3qm^WI2%5?%3_GXpv0y)MY9IV+PlnIpM4-
g3Eqyl_G3JWBknFCA$*lVgShS^Mt=BPp}{KAr|p%y4lTTjV>BE^D{L!=@q(ybIX34`R;QH>=(k}8;pCJ6vn*zw~eFU>WjmV=Pr%hct+&z^O2r2g)UK}AGG
26k5L=4&nH_V=hxlZG1xcShfIQQBaLc8tW{*>0#kEW=c3jDzEE8d5!NIgtCJHT>ckaHF&)5DX;oC8V2RPpk~GPhZGh=qUkUeM)5Mrb2BNP>~Q>76n%7`*1
(1qK@b(Sfa=*L<IA$d+ssqFt(gOo!)4E+51y9NQ+zJF{76jieXcC*eA1YEk%zA@gcJ+0Pzn?p62s)U}^sP^rW+rGC-
;G5u*<@{~Sj;oB$Dy(rukIl*w#!?ZZ!bF=h~!j+&oeZd5qJk!0;D%@oBAr&mgfq9S1BL<B?yuKs!A6!z&&Dk8eVe_4cYB>_&gQuu&U7AIAaf@vH3s{n-
dbjLGOcY1|y<`|_!N(7KcoDsx>%34TI6f$aPbWn~tF8>aCUv#Lm1qA?X<)9k#L>~3d|2WzAcE$3DKFW>ATU5lH7`-
UH$~|*l@G5E%U#aTjP02};cG_AdFsRR3WKcv{3j_P?Pan_BUCVxde!ZrmakYqBOSg%RwVIWT8B>EQ^s?Aot!D2@#<A(+vvV|F^AD{aHPcE>6o8CCN(fY?9
5ZP*a|wBs0=82GD3Ob6q+Dp10~q{H+-o%TeitkA1QxM6PtILxrka}S<)S*Nec-VMAgIRRe7FJXw1MtVo~28e#Z<P1xpv7!YAT4ouUgr9g_(SHqB;^KwwK9
VGdNUt(kod<lFv8gd5aj<sTVVmUYed;TwNn%6dPmHG4b(%;8B|>u65+Vu=2TPJ*rcrtm@5Tcl!m;>OCGI;%8M%in4vK+)s+yK620G(-
COWahVq_yNK@{vHl{GL#ud=QxW1Dn+5D95pifCq%K+b#fw&;=I-
Q8nh&1Oa6c7$Fff!7gQCjeDG9KX(ucsgdm79o^uVhH95{irtxVQu<cKuxM{)ylyJ)tB6>+H0d-
|P<hwreBzeb`dV@Kw{CCP|{kb%*QWvIr?<{|yN*8+%RL!Q&vj;yrGvS5ngnHbM+CJ6=^vZK5T6<=f6wl1v^m#GywO$p(&o69shVp}$CV!fyF$Xb>?MVJNl
N7o%#=t2<<^=l|>(M6$Q!bu}UJbPB4W2dsD_<?8I=BzgsLk)){S&4tTy)@vD$s7Jc_^0K^@e?qWJ&DUigS3H=Jf4r^%ekg~aQ<sgd){Uekj-
0g(TZN5bIs+RyXDvG)u~Yecj#P<I`2l3<^^X|U4)oToDtSO2w}S37e}H;4gn(<Cgi9tIj*nOY^<@8EKU|gmOyPn2*ciKpQ&)79iQfnjXPOCS%!FPDnTX)B
oHHvb^L)|1`6tXLA1M6b&v53%nX$M#K^rNk7dN1f>_kZXM{GRvBlH)=-
iv_x>}WOitx~R6aGMxX5JYtpCj7v__`K*)+P=dRGq!kHSJ7{t0Jc~n)#Ea_swY}Bubzv0bS*yfR88087V1bToj!-wun%HMkqQFFvqglAd)Mbt$XdKL-
D&(50Atf*JY4>R3rxNyM1g@f@M#TmO(fvhs#Y0E6O_hDlAs%+7|^15)_|_US*m?gwDv{CYkp^IU|`-I^ozC-GlwNNksgt)X-
P`Lezz{z#8qNW_l&TLd1*#Lt~+b0YMuoDAO-{*LlTu!v9aXo}6EKJ-#}pU)O5BLN&S5&O8Ihr{a>TQluVT+QLPUY!oehbWN-
0cT;YVFpe<vbn2|2%<!)vRFt5>-x?a4cchuZR|Kij?=ROn3@k%rdwqn2+bxsB$5AXT#J#_B_QqT-
(t_d+Q2EU0>p#%!cYWl)t4TanQo#zkED<RAkYmSFp0L)mE@~j~5qRum2?VB*wv5C^WK99cSPsv60<9yvcJ3S-
>mBzv47%~{&gho`<=qLdi4#s?G6@$duof=5W;P@V)3+l~VFx94Rv?heAtHR;`ruzHFXTahf=8XMeR#{x8@<|IxU#8wcBj%nOT6ToJZQ*iPqfi*d0(1`)Zr
+69+1FA#5S6GWJh%C?H(y*o!vrwbC;24o$|-oJbfjWehN6Wr-hc9a1i91c|tI!_qh22slqMymFPg!we}1Yv8)D2A$LmM(>qEK1cU2ztrRy<jgm)zUv|-
_<%;#8&^X!jN~gX#^S)=Sxk8$}3LTFoO;v18^-cFLI#hB#vgb}Hn8#s-
x&)SFU?4K(Vv0l@$2IpSvmzA4dV=Z_JRXuHVYkOJVJ<x8!C`>}lwTgx+6jwcoIb9fT>*wDoy!M|;j~>18|%U|c11fC)CEFL!O*L=53JFmdVw;w$n9*N#_=
#w7~DWMFszEDOUvv$mbP)Xrds+jy>l_BA8mFhRk;QsqXDf{;!uyW`iX|vW0Ar;@&{ww90=C?rpA0hfgy(?gS|^mkO+2;8wy%m*D)**J7k`_b-um%aupZQC
OCFo$}G-D3x}8HXU>|>BLxsFjC4^5k$}MASDq`QvYlrfXJg?97!L^68wahvFesULnwV}$IhZS>BELw<3B+>aot=?dlmk}izhl(=nCWTe`U8>4N--lg8Au{
&E#AcCJ3w-e(wMUO<?9Rp-
E4Tas#+qdV#2=WvDbMq$FM+Ss0J7EF+l+W+YK5qionHJt2L04obM%(BdMQzJF3KR$7N3zZbE3~iawPnV_DU6<xZYS@_|^KYlxfH;{Cy4(2@d2#O@;W%67}
ajvI4dPM2pT766V2Jvww<e19~N_ct?x=cYyDbc;iHC33AibC6nS!QVdY=UN-B*Uz2~YYm&HU7^JgQFG|fy#w!yInRzDRTS(T_+D1&A>#8BYjr^;py-zP0k
pfq4&eLV^ze2*@YAV!MS9aIBc774p6SDz!;ud#><^r*+DK(2pTx6-
tm@g*!KlqZuiZ(FnpSfzm%27Be%$YKZxj|&R(sMDo*DK_D!BzYgG_ts%`HGFK2;I`)Ak|u2uYS&6Xrn_m*Fv0VY_z?g_5S`Muy4t)w~omzBlhHNob+;!i=
0k@rC2+;26febEF^)B{P3Ow?XudW7^rm88vf`u<8*V3D{PJSWCL;$m$7tx@Xx6rm@BX=0ceW;eA_&I|O@A&VlmBoDA_v2A%Br;x(HU3l#^u=s&yes;XW}D
~k1e&V>0bgB_<vBHpsz&8xnOJ&N<ZBm-tdGaw$Tc}VYyrgU9x?Sqtw0Z*=x&((dA38qxq)r8-
6l8~o?JRv~v>DQio5|TGP46^RL(BHRUCsD;Mf&h__IC{PMqqAW-
;@=G>z661AAV4>sH0P05Zx8MWXLCZlJfh@^dloibR0*Pe=LosUdH8RPM!DMO);*{#KxNfB(fJoOp*fU&eHh^5AG%PI;X7l07m6~W52M;xt7qV3^xj*P6*4
s^E61nk<rU_;Op58jkF;uG*h=nETs5o(73*QfZM>TFTkkrrEzAreEnBr`t8cnnm;#1lJ1vTb5qf|V!9Cbp6#G&t3(cc-
?^U*5Ofv%oEZ2Ck19JtF!9$MOjS?|h%A^cFPl!B{Hx){{ZD*U#EC6Cl?HRS>Rg2Fd^<4Av4p=66YvF`T%;{%Fch#<OZpB~41&2>IY^2VIgmX%R22v*Pqf!
pU{}*yaI8cyE)mhO
"""
"""The digits as letters: bytes compressed by bz2, each digit's class and then its levels from 0 to 16."""
