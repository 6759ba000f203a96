using CsCheck;
using Fairway.Schema.Patterns;
using Xunit;

namespace Fairway.Tests.Schema.Patterns;

public sealed class Re2Tests
{
    [Theory]
    [InlineData("a+", "baac", "aa")]
    [InlineData(@"\d+", "a\u0661\u066212", "12")]
    [InlineData(@"\s", "a\u00a0b", null)]
    [InlineData("a$", "a\n", null)]
    [InlineData("(?m)a$", "a\nb", "a")]
    [InlineData("(?m)^b", "a\nb", "b")]
    [InlineData("^b", "a\nb", null)]
    [InlineData("(?s)a.b", "a\nb", "a\nb")]
    [InlineData("a.b", "a\nb", null)]
    [InlineData("(?i)AbC", "xaBcx", "aBc")]
    [InlineData("(?i:a)b", "Ab", "Ab")]
    [InlineData("(?i:a)b", "AB", null)]
    [InlineData("(?U)a+", "aaa", "a")]
    [InlineData("(?U)a+?", "aaa", "aaa")]
    [InlineData("^.$", "\U0001f600", "\U0001f600")]
    [InlineData("^[^a]$", "\U0001f600", "\U0001f600")]
    [InlineData("[\U0001f600-\U0001f64f]+", "a\U0001f601\U0001f64f", "\U0001f601\U0001f64f")]
    [InlineData("^\U0001f600{2}$", "\U0001f600\U0001f600", "\U0001f600\U0001f600")]
    [InlineData("[[:alpha:]]+", "1abc2", "abc")]
    [InlineData("[[:^alpha:]]+", "abc12", "12")]
    [InlineData(@"[\pL]+", "1é2", "é")]
    [InlineData(@"\P{L}+", "é12", "12")]
    [InlineData(@"\p{Greek}+", "aαβ", "αβ")]
    [InlineData(@"\P{Greek}+", "αβab", "ab")]
    [InlineData(@"\Q.*\E+", "a.**", ".**")]
    [InlineData("\\x41\\x{42}\\103", "ABC", "ABC")]
    [InlineData("a{,2}", "a{,2}", "a{,2}")]
    [InlineData("a{2,}", "aaaa", "aaaa")]
    [InlineData("[]a]+", "]a", "]a")]
    [InlineData("[a-]+", "-a", "-a")]
    [InlineData("[a-z-[b]", "[", "[")]
    [InlineData("(?:ab)*", "ababa", "abab")]
    [InlineData("a|ab", "ab", "a")]
    [InlineData(@"^*", "a", "")]
    [InlineData("x*", "", "")]
    public void It_finds_what_Go_finds(string pattern, string text, string? expected) =>
        Assert.Equal(expected, Re2.Compile(pattern).Find(text));

    [Theory]
    [InlineData("(", "missing closing ): `(`")]
    [InlineData(")", "unexpected ): `)`")]
    [InlineData("[a", "missing closing ]: `[a`")]
    [InlineData("*", "missing argument to repetition operator: `*`")]
    [InlineData("a|*", "missing argument to repetition operator: `*`")]
    [InlineData("a**", "invalid nested repetition operator: `**`")]
    [InlineData("a{2}*", "invalid nested repetition operator: `{2}*`")]
    [InlineData("a{1001}", "invalid repeat count: `{1001}`")]
    [InlineData("a{2,1}", "invalid repeat count: `{2,1}`")]
    [InlineData("((a{100}){100})", "invalid repeat count: `{100}`")]
    [InlineData("(?=a)", "invalid or unsupported Perl syntax: `(?=`")]
    [InlineData("(?<!a)", "invalid or unsupported Perl syntax: `(?<`")]
    [InlineData(@"(a)\1", @"invalid escape sequence: `\1`")]
    [InlineData(@"\y", @"invalid escape sequence: `\y`")]
    [InlineData("a\\", "trailing backslash at end of expression: ``")]
    [InlineData("[b-a]", "invalid character class range: `b-a`")]
    [InlineData("[[:nope:]]", "invalid character class range: `[:nope:]`")]
    [InlineData(@"\p{Nope}", @"invalid character class range: `\p{Nope}`")]
    [InlineData("(?P<a>b)(?P<a>c)", "duplicate capture group name: `a`")]
    [InlineData("(?P<>b)", "invalid named capture: `(?P<>`")]
    public void What_it_cannot_read_it_says_in_Go_s_words(string pattern, string expected)
    {
        var fault = Assert.Throws<Re2Exception>(() => Re2.Compile(pattern));
        Assert.Equal($"error parsing regexp: {expected}", fault.Message);
    }

    [Theory]
    [InlineData("a(x*)b", "-ab-axxb-", "$1W", "---")]
    [InlineData("a(x*)b", "-ab-axxb-", "${1}W", "-W-xxW-")]
    [InlineData("a(?P<in>x*)b", "-ab-axxb-", "${in}$$", "-$-xx$-")]
    [InlineData("(a)(?P<n>b)(c)", "abc", "$3$2$n$0$9$", "cbbabc$")]
    [InlineData("x*", "ab", "-", "-a-b-")]
    [InlineData("", "ab", "-", "-a-b-")]
    public void Replacements_name_groups(string pattern, string text, string replacement, string expected) =>
        Assert.Equal(expected, Re2.Compile(pattern).Replace(text, replacement));

    [Theory]
    [InlineData("a*", "baac", new[] { "", "aa", "" })]
    [InlineData("a", "aaa", new[] { "a", "a", "a" })]
    public void An_empty_match_after_another_does_not_count(string pattern, string text, string[] expected) =>
        Assert.Equal(expected, Re2.Compile(pattern).Matches(text).Select(match => match.Value));

    [Theory]
    [InlineData("a", "banana", -1, new[] { "b", "n", "n", "" })]
    [InlineData("a", "banana", 2, new[] { "b", "nana" })]
    [InlineData("a*", "baaac", -1, new[] { "b", "c" })]
    [InlineData("z+", "pizza", -1, new[] { "pi", "a" })]
    [InlineData("", "abc", -1, new[] { "a", "b", "c" })]
    [InlineData("a", "", -1, new[] { "" })]
    public void A_text_is_split_at_matches(string pattern, string text, int most, string[] expected) =>
        Assert.Equal(expected, Re2.Compile(pattern).Split(text, most));

    [Fact]
    public void A_quoted_text_matches_itself() =>
        Gen.String.Where(text => !text.Any(char.IsSurrogate)).Sample(text =>
            Assert.Equal(text, Re2.Compile(Re2.Quote(text)).Find($"{text}")));

    [Fact]
    public void Any_text_is_a_pattern_or_is_refused() =>
        Gen.Char[@"\.+*?()|[]{}^$abiPQE<>:=!-,019"].Array[0, 24].Select(chars => new string(chars)).Sample(
            pattern =>
            {
                try
                {
                    _ = Re2.Compile(pattern).IsMatch("aab[]{1,2}");
                }
                catch (Re2Exception fault)
                {
                    Assert.DoesNotContain("too large", fault.Message, StringComparison.Ordinal);
                }
            });
}
