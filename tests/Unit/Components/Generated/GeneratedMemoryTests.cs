using System.Text.Json.Nodes;
using Fairway.Charts;
using Fairway.Components.Generated;
using Fairway.Merge.Plans;
using Fairway.Tests.Charts;
using Xunit;

namespace Fairway.Tests.Components.Generated;

/// <summary>What charts drew is drawn no more.</summary>
public sealed class GeneratedMemoryTests
{
    private const string Template = """
        {{ $ca := genCA "authority" 900 }}{{ $leaf := genSignedCert "leaf" nil (list "web") 90 $ca }}
        password: {{ randAlphaNum 20 }}
        ca: {{ $ca.Cert | quote }}
        leaf: {{ $leaf.Cert | quote }}
        """;

    private static readonly SecretMask Mask = new("a key of sixteen or more"u8);
    private static readonly DateTimeOffset Day = new(2026, 3, 1, 15, 30, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Midnight = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Passwords_and_certificates_are_the_same_in_later_renderings_and_with_another_key()
    {
        var first = Memory([], Day);
        var text = Print(first, "one");

        var second = Memory(first.Values!, Day.AddDays(20));

        Assert.Equal(text, Print(second, "another"));
        Assert.Null(second.Renewed);
        Assert.Equal(first.Values, second.Values);
        Assert.NotEqual(text, Print(Memory([], Day), "another"));
    }

    [Fact]
    public void Renderings_of_one_day_are_the_same_without_a_memory() =>
        Assert.Equal(Print(Memory([], Day), "one"), Print(Memory([], Day.AddHours(8)), "one"));

    [Fact]
    public void A_certificate_is_made_anew_when_less_than_a_third_of_its_days_is_left()
    {
        var first = Memory([], Day);
        var old = Fields(Print(first, "one"));
        var early = Memory(first.Values!, Midnight.AddDays(60).AddSeconds(-1));
        Assert.Equal(old["leaf"], Fields(Print(early, "one"))["leaf"]);

        var due = Memory(first.Values!, Midnight.AddDays(60));
        var renewed = Fields(Print(due, "one"));

        Assert.NotEqual(old["leaf"], renewed["leaf"]);
        Assert.Equal(old["ca"], renewed["ca"]);
        Assert.Equal(old["password"], renewed["password"]);
        var said = Assert.Single(due.Renewed!).Says;
        Assert.Equal("The certificate ends 2026-05-30 and is made anew, valid until 2026-07-29.", said);
        Assert.Equal(said, RenewedCertificate.In(Base64(renewed["leaf"]), due.Renewed!));
        Assert.Null(RenewedCertificate.In(Base64(renewed["ca"]), due.Renewed!));
        Assert.Equal(renewed["leaf"], Fields(Print(Memory(due.Values!, Day.AddDays(70)), "one"))["leaf"]);
        Assert.NotEqual(Serial(old["leaf"]), Serial(renewed["leaf"]));
    }

    [Fact]
    public void Nothing_of_a_place_can_be_read_from_what_is_kept()
    {
        var memory = Memory([], Day);

        ChartFiles.Print("""{{ htpasswd "user" "hunter2" }}""", ChartFiles.Input with { Generated = memory });

        Assert.Matches("^[0-9a-f]{32}$", Assert.Single(memory.Values!).Site);
        Assert.DoesNotContain("$2a$", $"{memory.Values![0]}", StringComparison.Ordinal);
    }

    private static GeneratedMemory Memory(IReadOnlyList<GeneratedValue> known, DateTimeOffset now) =>
        new(Mask, known, now);

    private static string Print(GeneratedMemory memory, string seed) => ChartFiles.Print(Template, ChartFiles.Input with
    {
        Generated = memory,
        CertificatesFrom = memory.Today,
        Seed = System.Text.Encoding.UTF8.GetBytes(seed),
    });

    private static Dictionary<string, string> Fields(string text) => text
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .ToDictionary(line => line.Split(": ")[0], line => line.Split(": ")[1].Trim('"').Replace("\\n", "\n"));

    private static JsonValue Base64(string text) =>
        JsonValue.Create(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text)));

    private static string Serial(string pem)
    {
        using var certificate = System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPem(pem);
        return certificate.SerialNumber;
    }
}
