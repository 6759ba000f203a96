using System.Text;

namespace Fairway.Conformance.BadInput;

/// <summary>Draws texts that parsers trip over.</summary>
internal sealed class HostileTexts(Random random)
{
    private static readonly string[] Texts =
    [
        "",
        " ",
        "\0",
        "a\0b",
        "\r\nX-Injected: 1",
        "../../etc/passwd",
        "%",
        "%zz",
        "{}",
        "[]",
        "null",
        "true",
        "\"",
        "'",
        "\\",
        "a/b",
        "-",
        ".",
        "..",
        "UPPER",
        "é",
        "\u202eevil",
        "\ufeff",
        "\ud83d\ude00",
        "x'; drop table x; --",
        "${jndi:ldap://x}",
        "{{7*7}}",
        "<script>",
        "a,b,c",
        "=",
        "==",
        "&",
        "?",
        "#",
        ";",
        "a b",
        "\t",
    ];

    private static readonly string[] Selectors =
    [
        "a in (",
        "a in ()",
        "!",
        "!!a",
        ",",
        ",,",
        "a=b,",
        "a==b=c",
        "a in (b",
        "in",
        "notin",
        "a notin",
        "a in (b,,c)",
        "a>b",
        "a<1",
        "a>=1",
        "(a)",
        "a=(b)",
        "=a",
        "!=",
        "a!=",
        "metadata.name=a=b",
        "metadata.name",
        "spec.unknown=x",
        "metadata.namespace!=a,metadata.name=",
        "\\,=\\=",
        "a in (a,a,a)",
        "in in (in)",
        "x y",
        "a b=c",
    ];

    private static readonly string[] Numbers =
    [
        "-1",
        "0",
        "00",
        "+1",
        "1.5",
        "1e9",
        "abc",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775809",
        "99999999999999999999999999",
        " 1",
        "1 ",
        "0x10",
        "",
        "NaN",
        "Infinity",
        "\u0661",
    ];

    private static readonly string[] PathSegments =
    [
        "",
        ".",
        "..",
        "%2e%2e",
        "%2f",
        "%00",
        "%",
        "%zz",
        "%c0%af",
        "%ff",
        "a%0d%0ab",
        "*",
        "a;b=c",
        "a:b",
        "~",
        "@",
        "$",
        "-",
    ];

    private static readonly string[] Tokens =
    [
        "{\"v\":\"meta.k8s.io/v1\",\"rv\":-5,\"start\":\"a\"}",
        "{\"v\":\"meta.k8s.io/v1\",\"rv\":1,\"start\":\"../../x\"}",
        "{\"v\":\"meta.k8s.io/v1\",\"rv\":99999999999999999999,\"start\":\"\"}",
        "{\"v\":\"meta.k8s.io/v2\",\"rv\":1}",
        "{}",
        "[]",
        "x",
        "{\"v\":\"meta.k8s.io/v1\",\"rv\":1,\"start\":null}",
        "{\"v\":1,\"rv\":\"1\",\"start\":1}",
        "null",
        "\0\0\0",
    ];

    /// <summary>Any.</summary>
    public string Next() =>
        random.Next(8) switch
        {
            0 => new string((char)random.Next(1, 0xd7ff), random.Next(1, 400)),
            1 => new string('a', random.Next(200, 20_000)),
            2 => Noise(random.Next(1, 60)),
            _ => Of(Texts),
        };

    public string Selector() =>
        random.Next(6) switch
        {
            0 => Next(),
            1 => string.Join(',', Enumerable.Range(0, random.Next(500, 3000)).Select(n => $"k{n}=v")),
            2 => $"{Of(Selectors)},{Of(Selectors)}",
            _ => Of(Selectors),
        };

    public string Number() => random.Next(8) == 0 ? Next() : Of(Numbers);

    public string PathSegment() => random.Next(12) == 0 ? new string('x', 5000) : Of(PathSegments);

    /// <summary>A continue token: sound base64 around nonsense, or no base64 at all.</summary>
    public string ContinueToken() =>
        random.Next(3) switch
        {
            0 => Next(),
            1 => Convert
                .ToBase64String(Encoding.UTF8.GetBytes(Of(Tokens)))
                .TrimEnd('=')
                .Replace('+', '-')
                .Replace('/', '_'),
            _ => Convert.ToBase64String(Encoding.UTF8.GetBytes(Next())),
        };

    private string Noise(int length) => new([.. Enumerable.Range(0, length).Select(_ => (char)random.Next(1, 127))]);

    private string Of(string[] choices) => choices[random.Next(choices.Length)];
}
