# What several pages say alike, written once: each text is put where a page says @its_name@.
# An option's variable is `option_` and its name; a test compares every page with what its program's --help says.

set(option_review [=[
.TP
.B \-\-review
Also whether a review of the figures is complete, and whether they can be believed.]=])

set(option_campaign [=[
.TP
.BI \-\-campaign " CODE"
The campaign; a review is then as of its day, unless
.B \-\-as\-of
says another.
.B resolution\-review
then has the targets of its resolution and of those below that concretise it, unless
.B \-\-resolution
names others; and its table says under each that is behind, off track or missed what the campaign found, by whose doing, and what
answers it, with some of what units below it found.
Default: where one is needed, the only one of the plan.]=])

set(option_submissions [=[
.TP
.BI \-\-submissions " FILE"
The steps of reports: CSV or JSON lines with the columns
.IR unit ,
.IR campaign ,
.IR state ,
.IR at ,
and where wanted
.I by
and
.IR reason ,
packed or as it is.
Default: none.]=])

set(option_on [=[
.TP
.BI \-\-on " DATE"
As things stand on this day: later steps are passed over.
Default: the day of the latest step; without steps the campaign's own.]=])

set(option_findings [=[
.TP
.B \-\-findings
What the campaign found at the units, and the actions that answer it, instead.]=])

set(option_remind [=[
.TP
.B \-\-remind
Only units to remind.]=])

set(option_every [=[
.TP
.BI \-\-every " TYPE"
Roll up to periods of this type:
.BR year ,
.BR half ,
.BR nine_months ,
.BR quarter ,
.B month
or
.BR day .
Default: the indicator's frequency.]=])

set(option_structure [=[
.TP
.BI \-\-structure " DATE"
All along the structure of this day: figures of other units are carried to it through the successions of
the plan; or
.BR period :
each along the structure of its own last day.
Default:
.BR period .]=])

set(option_bounds [=[
.TP
.B \-\-bounds
Also fill the columns
.B low
and
.BR high :
what a sum, mean, ratio, count or share could be if each missing unit gave the least, or the most, of what those reporting
below the same unit gave.]=])

set(option_to_date [=[
.TP
.BI \-\-to\-date " DATE"
Of periods longer than the frequency only the parts that ended by this day: the year to date.
Default: all parts.]=])

set(option_compare [=[
.TP
.BI \-\-compare " DATE"
Instead of the review, what became of every target since a review as of this day, with what was known on it: what rose,
fell, was revised or adjusted, and where a revision of the same period made another rating, "met on the estimate (103.2, E),
missed on the final figure (98.7, A)". Its columns are
.BR unit ,
.BR indicator ,
.BR resolution ,
.BR target_code ,
.BR change ,
.BR before_period ,
.BR before ,
.BR before_rating ,
.BR after_period ,
.BR after ,
.BR after_rating ,
.BR difference ,
.BR marks ,
.BR before_status ,
.BR after_status ,
.BR before_target_code ,
.BR before_target ,
.B after_target
and
.BR note .]=])

set(option_differs [=[
.TP
.B \-\-differs
Only targets of which another verdict was published, the reason under each, and how many of the published verdicts agree. The
headline still counts all targets.]=])

set(option_rank [=[
.TP
.BI \-\-rank " INDICATOR"
Instead of the review, the units directly below
.BR \-\-unit ,
or with
.B \-\-level
all of that level (below it), in the order of their figures for this indicator, the best first by its direction.
Figures are compared exactly; those that are the same share a place, and the next one counts them all (1, 2, 2, 4).
All are of one period.
A unit without a figure that can be compared has no place, and stands below with the reason.
Without
.B \-\-unit
and
.B \-\-level
those directly below the highest units are ranked.
With
.B \-\-compare
the place of each as of that day stands beside it.]=])

set(option_rank_by [=[
.TP
.BI \-\-rank\-by " WHAT"
With
.BR \-\-rank :
by
.BR value ;
or by each unit's own target, else the one that was assigned to it, for the indicator, as of the last day of the period:
.B progress
(of what is expected by now),
.B achieved
(percent of the way from the baseline) or
.B of_target
(percent of the target).
.BR \-\-resolution ,
.B \-\-goal
and
.B \-\-field
choose among several targets.
Default:
.BR value .]=])

set(option_rank_period [=[
.TP
.BI \-\-period " P"
With
.BR \-\-rank :
the figures of this period, as
.I 2023
or
.IR 2023\-H1 .
Default: the latest period of the indicator's frequency that has ended, in which the indicator's minimum coverage of the units
has a figure that can be ranked; where there is none, the one in which the most have.]=])

set(option_rank_structure [=[
.TP
.BI \-\-structure " DATE"
With
.BR \-\-rank :
the units of this day, with the figures of others carried to them through the successions of the plan.
Default: the units of the last day of the period.]=])

set(option_summary [=[
.TP
.B \-\-summary
Only the headline: how many targets stand at each rating, by resolution and field.]=])

set(option_reasons [=[
.TP
.B \-\-reasons
A reason under every row of the table.
Default: only under those that are not on track.]=])

set(option_fail_on [=[
.TP
.BI \-\-fail\-on " RATING[,RATING]"
Exit 1 where a target has one of these ratings or a worse one.
From best to worst:
.BR exceeded ,
.BR exceeded_early ,
.BR met ,
.BR met_early ,
.BR on_track ,
.BR nearly_met ,
.BR behind ,
.BR off_track ,
.BR missed ;
.B no_data
and
.B not_rated
count only where they are named.]=])

set(option_resolution [=[
.TP
.BI \-\-resolution " CODE"
Only targets of this resolution.
Repeatable.
Default: all resolutions.]=])

set(option_goal [=[
.TP
.BI \-\-goal " CODE"
Only targets of this goal.
Repeatable.
Default: all goals.]=])

set(option_tolerance [=[
.TP
.BI \-\-tolerance " X"
Differences up to this, in the indicator's unit of measure, are not told.
Default: 0, or half the last digit for figures that were rounded.]=])

set(option_target [=[
.TP
.BI \-\-target " CODE"
The target that is asked about, by its code; a target without one has the code
.IR UNIT:INDICATOR:RESOLUTION:BY .]=])

set(option_why [=[
.TP
.B \-\-why
With
.BR \-\-target :
instead of the rows, what each unit below adds to the gap between the actual and what is expected by now, the largest part
first, down to those that measure.]=])

set(option_what_if [=[
.TP
.BI \-\-what\-if " UNIT=VALUE"
With
.BR \-\-target :
where it would stand if this unit below had this figure, or with
.I UNIT=target
if it met its own target for the same indicator and period; denominators stay as they are.
Repeatable, for units none of which is above another.]=])

set(option_most [=[
.TP
.BI \-\-most " N"
With
.BR \-\-why :
list this many units under each, and the others together; 0: all.
Default: 3 in tables, else all.]=])

set(option_propose [=[
.TP
.BI \-\-propose " BASIS"
Share the target of
.B \-\-target
out among the units directly below, so that it adds up:
.BR equal ,
.B growth
(by their latest figures, so that all grow alike), or an indicator to be in proportion to.]=])

set(option_as_of [=[
.TP
.BI \-\-as\-of " DATE"
Review as of this day.
Only figures of periods that ended on or before it, and that were known on it, count.
Default: the last day of the latest period with a figure.]=])

set(option_forecast [=[
.TP
.B \-\-forecast
Use figures of periods that are still running on the day of the review; such a rating is flagged
.BR forecast .]=])

set(option_unit [=[
.TP
.BI \-\-unit " REF"
Only this unit, named as
.IR code ,
.I level/code
or
.IR level/code@DATE .
Repeatable.
Default: all units.]=])

set(option_below [=[
.TP
.B \-\-below
And all units below those of
.BR \-\-unit .]=])

set(option_children [=[
.TP
.B \-\-children
And the units directly below those of
.BR \-\-unit .]=])

set(option_level [=[
.TP
.BI \-\-level " CODE"
Only units of this level.
Repeatable.
Default: all levels.]=])

set(option_indicator [=[
.TP
.BI \-\-indicator " CODE"
Only this indicator.
Repeatable.
Default: all indicators.]=])

set(option_field [=[
.TP
.BI \-\-field " CODE"
Only targets or indicators of this field.
Repeatable.
Default: all fields.]=])

set(option_period [=[
.TP
.BI \-\-period " P or P..P"
Only this period, as
.I 2023
or
.IR 2023\-Q2 ,
or those from the first to the second, both of one type.
Repeatable.
Default: from the first to the last with a figure.]=])

set(option_as_known [=[
.TP
.BI \-\-as\-known " DATE"
Leave out what was reported after this day.
Default: nothing is left out.]=])

set(option_on_duplicate [=[
.TP
.BI \-\-on\-duplicate " WHICH"
Where a figure is given twice at one revision, take the
.BR last ,
the
.B first
or the
.BR sum .
Default: it is an error.]=])

set(option_skip_bad [=[
.TP
.B \-\-skip\-bad
Leave out bad rows of the measurements, tell how many, and go on.
Default: a file with a bad row loads nothing.]=])

set(option_rejects [=[
.TP
.BI \-\-rejects " FILE"
With
.BR \-\-skip\-bad :
keep the rows that were left out in this file, in the format they came in, each with the code and the reason.]=])

set(option_decimal [=[
.TP
.BI \-\-decimal " MARK"
The decimal mark of tables and measurements, as it is: a point or a comma.
The comma needs a semicolon or tab between the columns.
Default: the point.]=])

set(option_thousands [=[
.TP
.BI \-\-thousands " MARK"
The mark between groups of three digits of tables and measurements, as it is: a point, a comma or a blank.
Default: none.]=])

set(option_date_order [=[
.TP
.BI \-\-date\-order " ORDER"
How tables and measurements write dates:
.B iso
(2023\-06\-30) or
.B dmy
(30/06/2023).
Default:
.BR iso .]=])

set(option_max_size [=[
.TP
.BI \-\-max\-size " BYTES"
Refuse a longer plan.
Default: 268435456 (256 MiB).
Measurements have no bound; they are read a piece at a time.]=])

set(option_max_line [=[
.TP
.BI \-\-max\-line " BYTES"
Refuse a longer row.
Default: 1048576 (1 MiB).]=])

set(option_max_depth [=[
.TP
.BI \-\-max\-depth " N"
Refuse a plan whose arrays and objects are nested deeper.
Default: 64.]=])

set(option_max_problems [=[
.TP
.BI \-\-max\-problems " N"
How many problems to print; how many more there are is told.
Default: 20; of
.BR resolution\-check (1),
all.]=])

set(option_format [=[
.TP
.BI \-\-format " FORMAT"
.BR table ,
for people, or
.BR csv ,
.BR tsv ,
.B json
(one array of objects) or
.B jsonl
(one object a line), for machines.
Default:
.BR table ,
in a terminal and in a pipe alike.]=])

set(option_save_cube [=[
.TP
.BI \-\-save\-cube " FILE"
Keep what was read as a snapshot in this file, whole or not at all.
It is given in place of the measurements, alone, and is read in no time; its name may be any, as
.IR figures.rslcube .
It is of this plan's units and indicators, and of this build of libresolution: with others it is refused and made anew.]=])

set(option_output [=[
.TP
.BI \-\-output " FILE"
Write the result to this file, whole or not at all.
What is no plain file (a device, a pipe) is written in place.
Default: standard output.]=])

set(option_lang [=[
.TP
.BI \-\-lang " vi|en"
The language of words for people: of tables, and of reasons.
Codes never depend on it.
Default: what
.BR LC_ALL ,
.B LC_MESSAGES
or
.B LANG
says, in this order; else English.
The formats for machines do not follow these: without
.B \-\-lang
their reasons are in English.]=])

set(option_wide [=[
.TP
.B \-\-wide
Cut nothing of a table to fit 80 columns.]=])

set(option_names [=[
.TP
.B \-\-names
Add the columns
.B unit_name
and
.B indicator_name
to the formats for machines.]=])

set(option_threads [=[
.TP
.BI \-\-threads " N"
How many threads may work at a time.
They change no figure and no byte of the result.
Default: as many as there are processors.]=])

set(option_quiet [=[
.TP
.B \-\-quiet
No counts, warnings and progress on standard error.
Errors are told nevertheless.]=])

set(option_progress [=[
.TP
.BI \-\-progress " WHEN"
Show on standard error how much was read:
.BR auto ,
.B always
or
.BR never .
Default:
.BR auto ,
in a terminal, when reading lasts over a second.]=])

set(option_help [=[
.TP
.B \-\-help
Print the options and their defaults, and end.]=])

set(option_version [=[
.TP
.B \-\-version
Print the version and which packed files can be read, and end.]=])

set(inputs [=[
.I PLAN
is a JSON file,
.I MEASUREMENTS
are files of CSV or JSON lines, any number of them in any order;
.B \-
is standard input.
What
.BR gzip (1)
or
.BR zstd (1)
packed is read as it is; it is known by its first bytes, whatever its name.
.BI \-\-name " VALUE"
and
.BI \-\-name= VALUE
are the same.
What follows
.B \-\-
is no option.]=])

# The options in their order, each begun on a line of its own.
function(join_options out)
  set(text)
  foreach(name IN LISTS ARGN)
    string(APPEND text "${option_${name}}\n")
  endforeach()
  string(REGEX REPLACE "\n$" "" text "${text}")
  set(${out} "${text}" PARENT_SCOPE)
endfunction()
join_options(options_reading as_known on_duplicate skip_bad rejects decimal thousands date_order max_size max_line
  max_depth max_problems)
join_options(options_writing format output lang wide)
join_options(options_last threads quiet progress help version)

set(exit_inputs [=[
.TP
.B 64
The command line is wrong; it is told how.
.TP
.B 65
The content of an input is bad; nothing was loaded.
.TP
.B 66
An input is absent, a directory, or not readable when it was opened.
.TP
.B 70
Internal, or out of memory.
.TP
.B 74
Reading or writing failed after opening: a full disk, a closed pipe.]=])

set(environment [=[
.TP
.BR LC_ALL ", " LC_MESSAGES ", " LANG
The first of these that is set chooses the language of a table, unless
.B \-\-lang
does.
Nothing else of the environment is read, and no locale.]=])

set(figures [=[
Figures that were measured, and sums of them, are exact decimals; quotients, means and formulas have the shortest text that
reads back as the same double.
A figure that there is not is an empty field,
.B null
in JSON.
The same inputs give the same bytes, whatever the order of their rows.]=])
