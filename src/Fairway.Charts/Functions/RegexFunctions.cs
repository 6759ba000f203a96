using Fairway.Charts.Values;
using Fairway.Schema.Patterns;

namespace Fairway.Charts.Functions;

/// <summary>Sprig's functions of regular expressions, which are RE2's. Those with <c>must</c> return the error of a bad
/// pattern; the others panic, but for <c>regexMatch</c>, which is false.</summary>
internal static class RegexFunctions
{
    private delegate GoValue Body(Re2 pattern, in FunctionCall call);

    public static void Define(FunctionTable.Add add)
    {
        add("regexMatch", "string string", (in call) => GoValue.Of(MatchesLeniently(call)));
        add("mustRegexMatch", "string string", (in call) =>
            GoValue.Of(Compiled(call, isPanic: false).IsMatch(Subject(call))));
        Both(add, "regexFind", "string string", (pattern, in call) =>
            call.Made(ByteText.FromUnicode(pattern.Find(Subject(call)) ?? "")));
        Both(add, "regexFindAll", "string string int", (pattern, in call) => Texts(
            call, pattern.Matches(Subject(call), call.Integer(2)).Select(match => match.Value)));
        Both(add, "regexReplaceAll", "string string string", (pattern, in call) =>
            call.Made(ByteText.FromUnicode(pattern.Replace(Subject(call), ByteText.ToUnicode(call.Text(2))))));
        Both(add, "regexReplaceAllLiteral", "string string string", (pattern, in call) =>
            call.Made(ByteText.FromUnicode(
                pattern.ReplaceLiteral(Subject(call), ByteText.ToUnicode(call.Text(2))))));
        Both(add, "regexSplit", "string string int", (pattern, in call) =>
            Texts(call, pattern.Split(Subject(call), call.Integer(2)) ?? []));
        add("regexQuoteMeta", "string", (in call) => call.Made(Re2.Quote(call.Text(0))));
    }

    private static void Both(FunctionTable.Add add, string name, string parameters, Body body)
    {
        add(name, parameters, (in call) => body(Compiled(call, isPanic: true), call));
        add($"mustR{name[1..]}", parameters, (in call) => body(Compiled(call, isPanic: false), call));
    }

    private static string Subject(in FunctionCall call) => ByteText.ToUnicode(call.Text(1));

    private static bool MatchesLeniently(in FunctionCall call)
    {
        try
        {
            return call.Host.Pattern(ByteText.ToUnicode(call.Text(0))).IsMatch(Subject(call));
        }
        catch (Re2Exception)
        {
            return false;
        }
    }

    private static Re2 Compiled(in FunctionCall call, bool isPanic)
    {
        var pattern = ByteText.ToUnicode(call.Text(0));
        try
        {
            return call.Host.Pattern(pattern);
        }
        catch (Re2Exception fault)
        {
            var message = isPanic ? $"regexp: Compile({Quoted(pattern)}): {fault.Message}" : fault.Message;
            throw new GoError(ByteText.FromUnicode(message));
        }
    }

    /// <summary>As Go quotes a pattern in a panic: in backquotes, if it can.</summary>
    private static string Quoted(string pattern) =>
        pattern.Contains('`', StringComparison.Ordinal) || pattern.Any(char.IsControl)
            ? ByteText.ToUnicode(GoQuote.Quote(ByteText.FromUnicode(pattern)))
            : $"`{pattern}`";

    private static GoValue Texts(in FunctionCall call, IEnumerable<string> texts)
    {
        var list = GoList.Strings(texts.Select(ByteText.FromUnicode));
        call.Budget.Step(list.Count);
        return GoValue.Of(list);
    }
}
