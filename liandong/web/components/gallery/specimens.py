# ruff: noqa: E501 (a specimen is one line, as a page would write it)
"""What the gallery shows: for each tag its states, as the template source a page would write."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Specimen:
    """One tag, and lines of template that show it."""

    tag: str
    sources: tuple[str, ...]
    layout: str = "stack"


@dataclass(frozen=True, slots=True)
class Group:
    key: str
    title: str | Promise
    specimens: tuple[Specimen, ...]


_NUMBERS = (
    """{% number "有专职副书记或党建专干的社区" 41.6 unit="%" digits=1 numerator=229 denominator=551 of="个社区" target=80 code="unmet" change="比 2015年12月31日 高 7.7 个百分点" on=on url="#list" explain_url="explain/" %}""",
    """{% number "设立社区专项经费" 88.2 unit="%" digits=1 numerator=486 denominator=551 of="个社区" target=80 code="met" on=on explain_url="explain/" %}""",
    """{% number "工作经费" 61.4 unit="%" digits=1 numerator=281 denominator=458 of="个社区" unknown=93 code="due" on=on explain_url="explain/" %}""",
    """{% number "社区" 551 unit="个" change="和上期一样" on=on explain_url="explain/" %}""",
    """{% number "服务用房" None unit="㎡" unknown=551 on=on explain_url="explain/" %}""",
    """{% number "驻岛干部" None code="not_applicable" on=on %}""",
    """{% number "专职工作人员" 0 unit="人" code="overdue" change="比上期少 3 人" on=on explain_url="explain/" %}""",
    """{% number "专项经费" 12345678.9 unit="元" digits=2 on=on url="#" %}""",
)
_STATUSES = (
    """{% status "met" %}""", """{% status "due" %}""", """{% status "unmet" %}""",
    """{% status "overdue" %}""", """{% status "unknown" %}""", """{% status "not_applicable" %}""",
    """{% status "unmet" count=322 %}""", """{% status "due" label="3 天后到期" %}""",
)  # fmt: skip

GROUPS = (
    Group("numbers", _("数字与状态"), (
        Specimen("number", _NUMBERS, "cards"),
        Specimen("status", _STATUSES, "row"),
        Specimen("shares", (
            "{% shares met=229 unmet=310 unknown=12 %}",
            "{% shares met=100 unmet=300 unknown=120 not_applicable=31 target=80 %}",
            "{% shares met=0 unmet=0 %}",
        )),
        Specimen("bar", (
            """{% bar "海口市" 52.1 target=80 code="unmet" %}""",
            """{% bar "陵水黎族自治县" 83.3 target=80 code="met" %}""",
            """{% bar "三沙市" None target=80 %}""",
            """{% bar "专职工作人员" 6 target=18 maximum=20 unit=" 人" digits=0 code="overdue" %}""",
        )),
    )),
    Group("navigation", _("在哪里，看哪天"), (
        Specimen("breadcrumb", ('{% breadcrumb crumbs label="样例" %}',)),
        Specimen("sibling_list", ("""{% sibling_list hits more_url="#" more="全部 19 个" %}""",)),
        Specimen("as_of", ("{% as_of on dates=dates today=today data_as_of=on %}", "{% as_of today today=today %}"), "row"),
        Specimen("tabs", ("""{% tabs tabs label="单位的各页" %}""",)),
        Specimen("steps", ("""{% steps steps label="导入台账" %}""",)),
        Specimen("search_results", (
            """{% search_results hits query="海" more_url="#" %}""",
            """{% search_results none query="北京" %}""",
            """{% search_results none query="海" error="请至少输入两个字。" %}""",
        )),
    )),
    Group("tables", _("表格"), (
        Specimen("data_table", (
            """{% data_table columns rows caption="未达标的社区（样例）" sort="-workers" %}""",
            """{% data_table columns none caption="空表" empty="没有符合条件的社区" empty_url="#" empty_action="清除筛选" %}""",
        )),
        Specimen("filter_form", (
            """{% filter_form label="筛选社区" clear_url="#" %}{% field fresh.name %}{% field fresh.kind %}{% endfilter_form %}""",
        )),
        Specimen("pager", ("""{% pager page noun="个社区" %}""", """{% pager one_page noun="个社区" label="只有一页" %}""")),
    )),
    Group("forms", _("填写"), (
        Specimen("error_summary", ("{% error_summary wrong %}",)),
        Specimen("field", (
            """{% field form.name note="来自 2016年社区台账，第 12 行" %}""", """{% field form.workers width="short" %}""",
            """{% field form.on width="short" %}""", "{% field form.kind %}", "{% field form.blank %}", "{% field form.reason %}",
            "{% field form.sure %}", "{% field wrong.name %}", """{% field wrong.workers width="short" %}""",
        )),
        Specimen("file_drop", (
            """{% file_drop "file" "社区台账" help="Excel(.xlsx 或 .xls),一行一个社区。" accept=".xlsx,.xls" limit="不超过 50 MB" %}""",
            """{% file_drop "file2" "社区台账" accept=".xlsx,.xls" error="这个文件有密码保护。请在 Excel 里取消密码后重新上传。" %}""",
        )),
        Specimen("button", (
            """{% button "入库" kind="primary" %}""", """{% button "导出 Excel" icon="download" %}""",
            """{% button "取消" kind="quiet" url="#" %}""", """{% button "撤销导入" kind="danger" %}""",
        ), "row"),
    )),
    Group("feedback", _("告知"), (
        Specimen("callout", (
            """{% callout title="今天的数据还没到" %}最近一次台账截至 2016年6月30日。{% endcallout %}""",
            """{% callout kind="success" %}551 行已入库，各级数字已更新。{% endcallout %}""",
            """{% callout kind="warning" title="单位要确认" %}E 列像是元，不是万元。{% endcallout %}""",
            """{% callout kind="error" title="没有入库" %}有 9 处必须改，什么都没有写入。{% endcallout %}""",
            """{% callout kind="demo" %}演示数据,2015 年台账为虚构。{% endcallout %}""",
        )),
        Specimen("findings", ("{% findings findings more_url='#' total=37 %}", "{% findings none %}")),
        Specimen("progress", (
            """{% progress "正在入库" 412 551 note="可以离开这一页，完成后会告诉您。" %}""",
            """{% progress "正在读取文件" None None %}""", """{% progress "已入库" 551 551 finished=True %}""",
        )),
        Specimen("empty_state", ("""{% empty_state "还没有台账" text="导入第一份台账后，这里显示各级的数字。" url="#" action="导入台账" %}""",)),
        Specimen("panel", ("""{% panel title="撤销这次导入？" key="undo" opener="撤销导入" %}<p>551 条数据会标为作废，数字回到导入前。原始文件保留。</p>{% button "撤销导入" kind="danger" %}{% endpanel %}""",)),
        Specimen("aside_link", ("""{% aside_link "explain/" "怎么算的" icon="aside" %}""",)),
    )),
    Group("records", _("依据与记录"), (
        Specimen("record", ("""{% record items label="原始记录" %}""",)),
        Specimen("citation", ("{% citation norm %}", "{% citation norm_open %}")),
        Specimen("timeline", ("""{% timeline events label="变更记录" %}""",)),
        Specimen("print_header", ("""{% print_header "海秀社区 · 总览" on=on by="王敏" %}""",)),
        Specimen("icon", tuple(f'{{% icon "{name}" %}} {name}' for name in ("search", "calendar", "aside", "download", "upload", "table", "person", "display")), "row"),
    )),
    Group("charts", _("图"), (
        Specimen("chart", ("{% chart trend %}", "{% chart map %}", "{% chart bars %}", "{% chart icicle %}", "{% chart treemap %}"), "charts"),
    )),
)  # fmt: skip
