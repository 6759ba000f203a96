using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Fairway.Charts.Generated;
using Fairway.Charts.Values;
using Org.BouncyCastle.Crypto.Generators;

namespace Fairway.Charts.Functions;

/// <summary>Sprig's functions of passwords: hashed, derived, and texts encrypted with them.</summary>
internal static class PasswordFunctions
{
    private const int BcryptCost = 10;
    private const int BcryptMost = 72;
    private const int BcryptBytes = 23;
    private const int BcryptSteps = 50_000;
    private const int AesKey = 32;
    private const int AesBlock = 16;

    public static void Define(FunctionTable.Add add)
    {
        add("bcrypt", "string", (in call) => GoValue.Of(Bcrypt(call, call.Text(0))));
        add("htpasswd", "string string", (in call) => call.Made(
            call.Text(0).Contains(':', StringComparison.Ordinal)
                ? $"invalid username: {call.Text(0)}"
                : $"{call.Text(0)}:{Bcrypt(call, call.Text(1))}"));
        add("derivePassword", "uint32 string string string string", (in call) => GoValue.Of(Derived(call)));
        add("encryptAES", "string string", (in call) => Encrypted(call));
        add("decryptAES", "string string", (in call) => call.Made(Decrypted(call.Text(0), call.Text(1))));
    }

    private static string Bcrypt(in FunctionCall call, string password)
    {
        if (password.Length > BcryptMost)
        {
            return "failed to encrypt string with bcrypt: bcrypt: password length exceeds 72 bytes";
        }

        call.Budget.Step(BcryptSteps);
        return call.Host.Generation.Make(call, bytes =>
        {
            var salt = bytes.Take(AesBlock);
            var hash = BCrypt.Generate(
                ByteText.ToBytes(password), salt, BcryptCost, addTerminator: password.Length < BcryptMost);
            return $"$2a${BcryptCost}${InBcryptLetters(salt)}{InBcryptLetters(hash.AsSpan(0, BcryptBytes))}";
        });
    }

    /// <summary>Base64 with an alphabet of its own.</summary>
    private static string InBcryptLetters(ReadOnlySpan<byte> bytes)
    {
        const string Base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        const string Own = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        return string.Concat(Convert.ToBase64String(bytes).TrimEnd('=')
            .Select(letter => Own[Base64.IndexOf(letter, StringComparison.Ordinal)]));
    }

    /// <summary>By the algorithm of the Master Password project, version 2 or so; Sprig has it of old.</summary>
    private static string Derived(in FunctionCall call)
    {
        if (!PasswordShapes.TryGet(call.Text(1), out var shapes))
        {
            return $"cannot find password template {call.Text(1)}";
        }

        call.Budget.Step(2 * BcryptSteps);
        var key = SCrypt.Generate(
            ByteText.ToBytes(call.Text(2)), [.. PasswordShapes.Scope, .. Counted(call.Text(3))], 32768, 8, 2, 64);
        var counter = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(counter, (uint)call.Integer(0));
        var seed = Mac(key, [.. PasswordShapes.Scope, .. Counted(call.Text(4)), .. counter]);
        var text = new StringBuilder();
        foreach (var (place, shape) in shapes[seed[0] % shapes.Length].Index())
        {
            var letters = PasswordShapes.Letters(shape);
            text.Append(letters[seed[place + 1] % letters.Length]);
        }

        return text.ToString();
    }

    private static byte[] Mac(byte[] key, byte[] text) => HMACSHA256.HashData(key, text);

    private static byte[] Counted(string text)
    {
        var bytes = new byte[sizeof(uint) + text.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)text.Length);
        ByteText.ToBytes(text).CopyTo(bytes, sizeof(uint));
        return bytes;
    }

    private static GoValue Encrypted(in FunctionCall call)
    {
        var (password, text) = (call.Text(0), call.Text(1));
        return text.Length == 0
            ? GoValue.Of("")
            : call.Made(call.Host.Generation.Make(call, bytes =>
            {
                using var aes = Aes.Create();
                aes.Key = AesKeyOf(password);
                var start = bytes.Take(AesBlock);
                return Convert.ToBase64String([.. start, .. aes.EncryptCbc(ByteText.ToBytes(text), start)]);
            }));
    }

    /// <summary>Padding is not looked at beyond its length, and what Go would panic at is an error.</summary>
    private static string Decrypted(string password, string encrypted)
    {
        if (encrypted.Length == 0)
        {
            return "";
        }

        var text = EncodingFunctions.FromBase64(encrypted, out var fault)
            ?? throw new GoError(fault!);
        if (text.Length < AesBlock)
        {
            throw new GoError(
                $"runtime error: slice bounds out of range [:16] with capacity {encrypted.Length / 4 * 3}");
        }

        if (text.Length % AesBlock != 0)
        {
            throw new GoError("crypto/cipher: input not full blocks");
        }

        using var aes = Aes.Create();
        aes.Key = AesKeyOf(password);
        var plain = aes.DecryptCbc(text.AsSpan(AesBlock), text.AsSpan(0, AesBlock), PaddingMode.None);
        return plain.Length == 0 ? throw new GoError("runtime error: index out of range [-1]")
            : plain.Length < plain[^1]
                ? throw new GoError($"runtime error: slice bounds out of range [:{plain.Length - plain[^1]}]")
            : ByteText.FromBytes(plain.AsSpan(0, plain.Length - plain[^1]));
    }

    /// <summary>The password itself, cut or filled with zeros.</summary>
    private static byte[] AesKeyOf(string password)
    {
        var key = new byte[AesKey];
        ByteText.ToBytes(password).AsSpan(0, Math.Min(password.Length, AesKey)).CopyTo(key);
        return key;
    }
}
