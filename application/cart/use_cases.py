"""The table of contents of carts."""

from __future__ import annotations

from dataclasses import dataclass

from application.cart.add_item import AddItem, AddItemHandler
from application.cart.begin_my_cart import BeginMyCart, BeginMyCartHandler
from application.cart.change_line import ChangeLine, ChangeLineHandler
from application.cart.claim_cart import ClaimCart, ClaimCartHandler
from application.cart.claiming import ClaimedCart
from application.cart.clear_cart import ClearCart, ClearCartHandler
from application.cart.create_cart import CreateCart, CreateCartHandler
from application.cart.forget_merges import ForgetMerges, ForgetMergesHandler
from application.cart.guest_carts import ClaimGuestCart, ClaimGuestCartHandler, GuestCart, ListGuestCarts, ListGuestCartsHandler
from application.cart.remove_line import RemoveLine, RemoveLineHandler
from application.cart.reorder import Reorder, Reordered, ReorderHandler
from application.cart.show_cart import ShowCart, ShowCartHandler
from application.cart.show_my_cart import ShowMyCart, ShowMyCartHandler
from application.cart.view import CartView
from application.shared.pipeline import UseCase, handled_by


@dataclass(frozen=True)
class CartUseCases:
    create_cart: UseCase[CreateCart, CartView] = handled_by(CreateCartHandler)
    show_cart: UseCase[ShowCart, CartView] = handled_by(ShowCartHandler)
    add_item: UseCase[AddItem, CartView] = handled_by(AddItemHandler)
    change_line: UseCase[ChangeLine, CartView] = handled_by(ChangeLineHandler)
    remove_line: UseCase[RemoveLine, CartView] = handled_by(RemoveLineHandler)
    clear_cart: UseCase[ClearCart, CartView] = handled_by(ClearCartHandler)
    show_my_cart: UseCase[ShowMyCart, CartView] = handled_by(ShowMyCartHandler)
    begin_my_cart: UseCase[BeginMyCart, CartView] = handled_by(BeginMyCartHandler)
    claim_cart: UseCase[ClaimCart, ClaimedCart] = handled_by(ClaimCartHandler)
    list_guest_carts: UseCase[ListGuestCarts, list[GuestCart]] = handled_by(ListGuestCartsHandler)
    claim_guest_cart: UseCase[ClaimGuestCart, ClaimedCart] = handled_by(ClaimGuestCartHandler)
    reorder: UseCase[Reorder, Reordered] = handled_by(ReorderHandler)
    forget_merges: UseCase[ForgetMerges, int] = handled_by(ForgetMergesHandler)
