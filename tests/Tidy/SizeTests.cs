using Fairway.Tidy.Reading;
using Fairway.Tidy.Rules;

namespace Fairway.Tidy;

public sealed class SizeTests
{
    [Fact]
    public void No_member_is_longer_than_60_lines() => Offence.None(SourceFile.All.SelectMany(SizeRules.LongMembers));

    [Fact]
    public void No_file_is_longer_than_400_lines() =>
        Offence.None(SourceFile.All.SelectMany(file => SizeRules.LongFiles(file.Text)));

    [Fact]
    public void No_line_is_longer_than_120_columns() =>
        Offence.None(SourceFile.All.SelectMany(file => SizeRules.LongLines(file.Text)));

    [Fact]
    public void The_parts_of_a_type_are_not_longer_than_800_lines_together() =>
        Offence.None(SizeRules.LongTypes(SourceFile.All));

    [Fact]
    public void Nothing_takes_more_than_5_parameters() =>
        Offence.None(SourceFile.All.SelectMany(SizeRules.ManyParameters));

    [Fact]
    public void Tables_of_more_than_20_rows_are_data() =>
        Offence.None(SourceFile.OfProduct.SelectMany(SizeRules.BigTables));

    [Fact]
    public void A_long_member_is_seen_and_its_comments_are_not_counted()
    {
        Offence.One(SizeRules.LongMembers(Member(bodyLines: 58)), "Sample.cs:4");
        Offence.None(SizeRules.LongMembers(Member(bodyLines: 57)));

        static SourceFile Member(int bodyLines) =>
            SourceFile.Sample(
                $"class C\n{{\n/// <summary>One.</summary>\n[Obsolete]\nvoid M()\n{{\n{Lines(bodyLines)}}}\n}}\n");
    }

    [Fact]
    public void A_long_file_is_seen()
    {
        Offence.One(SizeRules.LongFiles(new TextFile("a.cs", Lines(401))), "a.cs:1");
        Offence.None(SizeRules.LongFiles(new TextFile("a.cs", Lines(400))));
    }

    [Fact]
    public void A_long_line_is_seen()
    {
        Offence.One(SizeRules.LongLines(new TextFile("a.cs", "\n" + new string('x', 121) + "\n")), "a.cs:2");
        Offence.None(SizeRules.LongLines(new TextFile("a.cs", new string('x', 120))));
    }

    [Fact]
    public void Parts_of_a_type_are_added_up_over_files()
    {
        var part = $"namespace N;\npartial class C\n{{\n{Lines(398)}}}\n";
        Offence.One(SizeRules.LongTypes([SourceFile.Sample(part, "a.cs"), SourceFile.Sample(part, "b.cs")]), "a.cs:2");
        Offence.None(SizeRules.LongTypes([SourceFile.Sample(part)]));
    }

    [Theory]
    [InlineData("class C { void M(int a, int b, int c, int d, int e, int f) { } }")]
    [InlineData("class C(int a, int b, int c, int d, int e, int f);")]
    [InlineData("delegate void D(int a, int b, int c, int d, int e, int f);")]
    public void A_sixth_parameter_is_seen(string text) =>
        Offence.One(SizeRules.ManyParameters(SourceFile.Sample(text)), "Sample.cs:1");

    [Theory]
    [InlineData("static class C { static void M(this C x, int a, int b, int c, int d, int e, CancellationToken f); }")]
    [InlineData("record R(int A, int B, int C, int D, int E, int F);")]
    [InlineData("class C : B { protected override void M(int a, int b, int c, int d, int e, int f) { } }")]
    [InlineData("class C : I { void I.M(int a, int b, int c, int d, int e, int f) { } }")]
    public void Parameters_that_nobody_chose_here_are_not_counted(string text) =>
        Offence.None(SizeRules.ManyParameters(SourceFile.Sample(text)));

    [Theory]
    [InlineData("class C { int[] F = [\n", "1,\n", "]; }")]
    [InlineData("class C { int[] F = new[] {\n", "1,\n", "}; }")]
    [InlineData("class C { string M(int i) => i switch {\n", "1 => \"a\",\n", "}; }")]
    public void A_big_table_is_seen(string head, string row, string tail)
    {
        Offence.One(SizeRules.BigTables(SourceFile.Sample(head + Repeat(row, 21) + tail)), "Sample.cs:1");
        Offence.None(SizeRules.BigTables(SourceFile.Sample(head + Repeat(row, 20) + tail)));
    }

    private static string Lines(int count) => Repeat("// line\n", count);

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
