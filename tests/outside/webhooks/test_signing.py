"""Signatures beside the values of others."""

import pytest

from assay.outside.webhooks.signing import sign_message, write_secret

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105
MESSAGE, AT = "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330


def test_the_reference_vector_of_standard_webhooks_is_signed_alike() -> None:
    # of the libraries of https://github.com/standard-webhooks/standard-webhooks, "sign function works"
    expected = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert sign_message([SECRET], MESSAGE, AT, b'{"test": 2432232314}') == expected


def test_letters_beyond_ascii_are_signed_as_they_are_sent() -> None:
    # Webhook(SECRET).sign(MESSAGE, at, '{"name":"Müller & Söhne"}') of the package standardwebhooks 1.1.0
    expected = "v1,8sBcWM4wOnnvCq+UWU+f19oAv+l6BVs0dmbSo0Kt+10="
    assert sign_message([SECRET], MESSAGE, AT, '{"name":"Müller & Söhne"}'.encode()) == expected


def test_two_secrets_sign_both_with_a_space_between() -> None:
    other = write_secret(bytes(range(32)))
    both = sign_message([other, SECRET], MESSAGE, AT, b"{}").split(" ")
    assert both == [sign_message([one], MESSAGE, AT, b"{}") for one in (other, SECRET)]


@pytest.mark.parametrize("octets", [23, 65])
def test_a_key_of_a_length_that_the_specification_does_not_know_is_no_secret(octets: int) -> None:
    with pytest.raises(ValueError, match="24 to 64"):
        write_secret(b"x" * octets)
